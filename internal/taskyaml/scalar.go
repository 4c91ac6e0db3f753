package taskyaml

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	decimal = regexp.MustCompile(`^([+-]?)([0-9][0-9_]*)?(\.[0-9_]*)?([eE][+-]?[0-9]{1,3})?([kMG])?$`)
	hex     = regexp.MustCompile(`^0x[0-9a-fA-F_]+$`)

	errNotNumber = errors.New("")
)

// hint is an error that adds advice to "want ..., got ...".
func hint(format string, a ...any) error { return fmt.Errorf("; "+format, a...) }

// number parses a decimal with optional underscores, exponent and suffix k, M or
// G (thousand, million, thousand million), or a hexadecimal whole number,
// exactly. Exponents of more than three digits are refused, which bounds the
// work.
func number(text string) (*big.Rat, error) {
	if len(text) > 64 {
		return nil, hint("the number has more than 64 characters")
	}
	if hex.MatchString(text) {
		n, ok := new(big.Int).SetString(strings.ReplaceAll(text[2:], "_", ""), 16)
		if !ok {
			return nil, errNotNumber
		}
		return new(big.Rat).SetInt(n), nil
	}
	part := decimal.FindStringSubmatch(text)
	if part == nil || part[2] == "" && len(part[3]) < 2 {
		return nil, numberHint(text)
	}
	if len(part[2]) > 1 && part[2][0] == '0' {
		return nil, hint("drop the leading zero")
	}
	r, ok := new(big.Rat).SetString(strings.ReplaceAll(strings.TrimSuffix(text, part[5]), "_", ""))
	if !ok {
		return nil, errNotNumber
	}
	scale := map[string]int64{"": 1, "k": 1e3, "M": 1e6, "G": 1e9}[part[5]]
	return r.Mul(r, new(big.Rat).SetInt64(scale)), nil
}

func numberHint(text string) error {
	switch strings.ToLower(strings.TrimLeft(text, "+-")) {
	case ".inf", "inf", ".nan", "nan", "infinity":
		return hint("it must be finite")
	}
	if decimal.MatchString(strings.Replace(strings.ToLower(text), "m", "M", 1)) {
		return hint("the suffixes are k, M and G")
	}
	return errNotNumber
}

// parseInt parses a whole number that fits in bits.
func parseInt(text string, bits int) (int64, error) {
	r, err := whole(text)
	if err != nil {
		return 0, err
	}
	limit := int64(math.MaxInt64) >> (64 - bits)
	if !r.IsInt64() || r.Int64() > limit || r.Int64() < -limit-1 {
		return 0, hint("it does not fit in %d bits", bits)
	}
	return r.Int64(), nil
}

// parseUint parses a whole number from zero that fits in bits.
func parseUint(text string, bits int) (uint64, error) {
	r, err := whole(text)
	if err != nil {
		return 0, err
	}
	if r.Sign() < 0 {
		return 0, errNotNumber
	}
	if !r.IsUint64() || r.Uint64() > uint64(math.MaxUint64)>>(64-bits) {
		return 0, hint("it does not fit in %d bits", bits)
	}
	return r.Uint64(), nil
}

func whole(text string) (*big.Int, error) {
	r, err := number(text)
	if err != nil {
		return nil, err
	}
	if !r.IsInt() {
		return nil, errNotNumber
	}
	return r.Num(), nil
}

// parseFloat parses a finite number, rounded once to bits (32 or 64).
func parseFloat(text string, bits int) (float64, error) {
	r, err := number(text)
	if err != nil {
		return 0, err
	}
	f, _ := r.Float64()
	if bits == 32 {
		single, _ := r.Float32()
		f = float64(single)
	}
	if math.IsInf(f, 0) {
		return 0, hint("it does not fit in a float of %d bits", bits)
	}
	if f == 0 && strings.HasPrefix(text, "-") {
		f = math.Copysign(0, -1)
	}
	return f, nil
}

func parseBool(text string) (bool, error) {
	switch text {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	switch strings.ToLower(text) {
	case "true", "yes", "on", "y":
		return false, hint("write true")
	case "false", "no", "off", "n":
		return false, hint("write false")
	}
	return false, errNotNumber
}

func parseDuration(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err == nil {
		return d, nil
	}
	if _, bad := number(text); bad == nil {
		return 0, hint("add a unit, as in %ss", text)
	}
	if strings.HasSuffix(text, "d") {
		return 0, hint("the units are h, m, s and ms")
	}
	return 0, errNotNumber
}

// durationText is the shortest text that parses back to d: 5m, not 5m0s.
func durationText(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// floatText is the shortest text that parses back to f, readable where it can
// be: 0.0003, but 1e-12.
func floatText(f float64, bits int) string {
	if a := math.Abs(f); a == 0 || a >= 1e-5 && a < 1e15 {
		return strconv.FormatFloat(f, 'f', -1, bits)
	}
	return strconv.FormatFloat(f, 'g', -1, bits)
}
