package evaluator

// Family is one of three disjoint sets of seeds. No selection ever reads an
// episode of the final family.
type Family uint64

// The families of seeds.
const (
	FamilyTrain  Family = 1 // training: initial weights, exploration, episodes
	FamilySelect Family = 2 // episodes on which candidates are compared
	FamilyFinal  Family = 4 // episodes on which the reported result is measured once; 3 was spent on tuning the learner
)

// FreshSeeds is the index in FamilyTrain from which the final trainings take
// their seeds, out of reach of those used while searching and of those on which
// the learner was tuned.
const FreshSeeds = 1 << 21

// Seed returns seed number index of a family under the run's root seed. The
// families are disjoint for each root: root, family and index enter one
// bijection of 64 bits (the finaliser of SplitMix64, Steele, Lea and Flood 2014)
// from disjoint values.
func Seed(root uint64, family Family, index int) uint64 {
	z := root*0x9E3779B97F4A7C15 + uint64(family)<<56 + uint64(index)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}
