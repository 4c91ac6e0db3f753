package sample

import "github.com/rewardsmith/rewardsmith/internal/kernel/device"

// Scale sets y to factor times x, or to x where it is not on.
func Scale(i uint32, factor float32, on bool, x, y []float32) {
	if !on {
		y[i] = x[i]
		return
	}
	y[i] = factor * x[i]
}

// Product sets c[rows][cols] to a[rows][inner] times b[inner][cols], four columns
// an invocation. inner and cols are multiples of four.
func Product(i, inner, cols uint32, a, b, c [][4]float32) {
	row, col := i/(cols/4), i%(cols/4)
	var sum [4]float32
	x := a[row*(inner/4):]
	for k := range inner {
		s := x[k/4][k%4]
		w := b[k*(cols/4)+col]
		sum = [4]float32{
			device.MulAdd(s, w[0], sum[0]), device.MulAdd(s, w[1], sum[1]),
			device.MulAdd(s, w[2], sum[2]), device.MulAdd(s, w[3], sum[3]),
		}
	}
	c[i] = sum
}

// Discount sets each element of column i of returns[steps][columns] to the sum of
// the rewards from there on, each step's discounted by gamma.
func Discount(i uint32, steps int, columns uint32, gamma float32, rewards, returns []float32) {
	sum := float32(0)
	for t := steps - 1; t >= 0; t-- {
		at := uint32(t)*columns + i
		sum = rewards[at] + gamma*sum
		returns[at] = sum
	}
}

// Sum sets sums[i] to the sum of the i-th part of x, of which there are as many as
// sums has elements. The last one is shorter where x has no multiple.
func Sum(i uint32, x, sums []float32) {
	n, parts := uint32(len(x)), uint32(len(sums))
	each := (n + parts - 1) / parts
	part := x[min(i*each, n):min((i+1)*each, n)]
	sum := float32(0)
	for k := 0; k < len(part); k++ {
		sum += part[k]
	}
	sums[i] = sum
}

// Moments are the running moments of a column, in two slices.
type Moments struct {
	Mean, Square []float32
	Count        []uint32
}

// row is the moments of one column.
func (m Moments) row(i uint32) Moments { return Moments{m.Mean[i:], m.Square[i:], m.Count[i:]} }

// add takes one number in.
func (m *Moments) add(x float32) {
	m.Count[0]++
	step := x - m.Mean[0]
	m.Mean[0] += step / float32(m.Count[0])
	m.Square[0] += step * (x - m.Mean[0])
}

// Moment takes column i of x[rows][columns] into its moments.
func Moment(i uint32, rows, columns uint32, x, mean, square []float32, count []uint32) {
	m := Moments{Mean: mean, Square: square, Count: count}
	own := m.row(i)
	for r := range rows {
		own.add(x[r*columns+i])
	}
}

// Rows adds to y[i] column i of x[rows][columns], with a slice that moves along,
// and negates the last of a part of y chosen by whether i is odd.
func Rows(i, rows, columns uint32, x, y []float32) {
	row := x
	add := func() { y[i] += row[i] }
	for range rows {
		if len(row) == 0 {
			return
		}
		add()
		row = row[columns:]
	}
	part := y[i:]
	if i&1 == 1 {
		part = y[:i+1]
	}
	n := len(part)
	part = part[n-1:]
	if i < 2 {
		part[0] = -part[0]
	}
}

// Mark changes one part of an element of four, by a pointer as well, and counts
// how often in an int.
func Mark(i uint32, at int, x [][4]float32, count []int) {
	x[i][at&3] = 7
	p := &x[i]
	p[(at+1)&3]++
	swap(&x[i][0], &x[i][3])
	count[int(i)] += 2
}

func swap(a, b *float32) { *a, *b = *b, *a }
