package reward

var z = 2i // want "complex numbers"
