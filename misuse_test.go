package w2vattn_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
)

// TestFoundTokensStay: an attender does not write to the slices that it is given.
func TestFoundTokensStay(t *testing.T) {
	m := trained(t)
	at, err := m.Attender([]string{"cat"}, w2vattn.AttendOptions{})
	if err != nil {
		t.Fatal(err)
	}
	tokens := []string{"the", "dog", "book"}
	found, err := m.Lookup().Find(t.Context(), tokens, embed.Skip)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := at.AttendFound(tokens, found); err != nil {
		t.Fatal(err)
	}
	if _, err := at.Attend("a cat reads"); err != nil {
		t.Fatal(err)
	}
	if want := []string{"the", "dog", "book"}; !slices.Equal(tokens, want) {
		t.Errorf("%q, want %q", tokens, want)
	}
}

// TestCompareTemperatures: temperatures that Attend refuses are errors of Compare too.
func TestCompareTemperatures(t *testing.T) {
	m := trained(t)
	for _, bad := range []attention.Temperature{-5, attention.Temperature(math.NaN()), attention.Temperature(math.Inf(1))} {
		if _, err := m.Compare("cat", "a cat and a dog", w2vattn.AttendOptions{}, 1, bad); err == nil || !strings.Contains(err.Error(), "temperature") {
			t.Errorf("%v: got %v", float64(bad), err)
		}
	}
	if _, err := m.Compare("cat", "a cat and a dog", w2vattn.AttendOptions{}, 2, attention.Auto); err != nil {
		t.Error(err)
	}
}

// TestSimilarToNothing: the error of a query without words says what to do.
func TestSimilarToNothing(t *testing.T) {
	_, err := trained(t).MostSimilar(nil, nil, 3)
	if err == nil || !strings.Contains(err.Error(), "has no words") {
		t.Errorf("got %v", err)
	}
}
