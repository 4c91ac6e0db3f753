package designer

import "fmt"

// Count writes n of a thing whose plural takes an s: "1 call", "2 calls".
func Count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}
