package main

// plural writes a number with a noun in the form that belongs to it: 1 word,
// 2,000 words.
func plural(n int64, noun string) string {
	return thousands(n) + " " + noun + agree(n, "", "s")
}

// outOf writes a part of a number of things: 2 of 5 words.
func outOf(n, total int64, noun string) string {
	return thousands(n) + " of " + plural(total, noun)
}

// agree returns the word that belongs to a number: has or have.
func agree(n int64, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
