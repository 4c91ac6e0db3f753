package compare

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rewardsmith/rewardsmith/designer/compare/stats"
)

// TestDocs: docs/compare.md says of columns and tests what the program does.
func TestDocs(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "compare.md"))
	if err != nil {
		t.Fatal(err)
	}
	joined := strings.Join(strings.Fields(string(text)), " ")
	var want []string
	for _, entry := range Legend() {
		want = append(want, fmt.Sprintf("| %s | %s |", entry[0], strings.ReplaceAll(entry[1], "|", `\|`)))
	}
	want = append(want,
		fmt.Sprintf("fewer than %d runs of either", MinRuns),
		fmt.Sprintf("at most %g,", Level),
		fmt.Sprintf("p = 2/%g = %.3f at best", stats.Splits(5, 5), stats.SmallestP(5, 5)),
		fmt.Sprintf("six each can come to %.3f, ten to %.5f", stats.SmallestP(6, 6), stats.SmallestP(10, 10)),
	)
	for _, sentence := range want {
		if !strings.Contains(joined, sentence) {
			t.Errorf("docs/compare.md lacks %q", sentence)
		}
	}
	if six, seven := 6*stats.SmallestP(5, 5), 7*stats.SmallestP(5, 5); six > Level || seven <= Level {
		t.Errorf("six tests come to %g and seven to %g", six, seven)
	}
	if stats.Splits(10, 10) > stats.MaxExact {
		t.Error("ten runs each are not counted one by one")
	}
}
