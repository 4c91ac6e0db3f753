package library

import (
	"math"
	"strings"
	"unicode"
)

// Parameters of BM25: how soon further occurrences of a word stop counting, and
// how much of a text's length is held against it. These are the values customary
// since the TREC experiments, in or near the ranges that Robertson and Zaragoza
// give.
const (
	saturation = 1.2  // k1
	lengthBias = 0.75 // b
)

// bm25 scores texts by the words they share with a query (S. Robertson, H.
// Zaragoza: "The Probabilistic Relevance Framework: BM25 and Beyond",
// Foundations and Trends in Information Retrieval 3, 2009, chapter 3).
type bm25 struct {
	counts  []map[string]int // of each word in each text
	lengths []float64        // of each text in words
	mean    float64          // of lengths
	holding map[string]int   // how many texts hold a word
}

func newBM25(texts []string) *bm25 {
	b := &bm25{holding: map[string]int{}}
	for _, text := range texts {
		counts := map[string]int{}
		list := words(text)
		for _, w := range list {
			if counts[w]++; counts[w] == 1 {
				b.holding[w]++
			}
		}
		b.counts = append(b.counts, counts)
		b.lengths = append(b.lengths, float64(len(list)))
		b.mean += float64(len(list)) / float64(len(texts))
	}
	return b
}

// score returns the score of text i for a query, 0 where they share no word. A
// word that the query repeats counts once.
func (b *bm25) score(query string, i int) float64 {
	sum := 0.0
	seen := map[string]bool{}
	for _, w := range words(query) {
		count := float64(b.counts[i][w])
		if seen[w] || count == 0 {
			continue
		}
		seen[w] = true
		length := 1 - lengthBias + lengthBias*b.lengths[i]/b.mean
		sum += b.weight(w) * count / (count + saturation*length)
	}
	return sum
}

// weight is how telling a word is: the Robertson/Sparck Jones weight without
// relevance information, with 1 added to the argument of the logarithm. In a
// library of a few texts many words are in half of them, where the plain weight
// would turn negative.
func (b *bm25) weight(w string) float64 {
	n, all := float64(b.holding[w]), float64(len(b.counts))
	return math.Log(1 + (all-n+0.5)/(n+0.5))
}

// words returns the words of a text in lower case: runs of letters and digits.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
