package lexvec

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/w2vattn/w2vattn/corpus"
)

// testText returns sentences of two topics, whose words do not occur together.
func testText(sentences int) corpus.Lists {
	random := rand.New(rand.NewPCG(1, 2))
	var all corpus.Lists
	for i := range sentences {
		var s []string
		for range 5 + random.IntN(20) {
			s = append(s, fmt.Sprintf("%c%d", 'a'+i%2, int(60*math.Pow(random.Float64(), 2))))
		}
		all = append(all, s)
	}
	return all
}

// small is a configuration for testText.
func small() Config {
	c := Default()
	c.Dim, c.MinCount, c.Epochs, c.Sample = 7, 1, 3, .02
	return c
}
