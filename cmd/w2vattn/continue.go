package main

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed/word2vec"
)

// adopt opens the model of --continue and takes over how its text was cut and
// how it was trained, except for what flags say.
func (f *trainFlags) adopt() error {
	m, err := word2vec.Open(f.base)
	if err != nil {
		return err
	}
	whole, err := w2vattn.Of(m)
	if err != nil {
		return fmt.Errorf("%s: %w", f.base, err)
	}
	cut := whole.TokenizerConfig()
	if f.Config, err = f.over(cut); err != nil {
		return fmt.Errorf("%s: %w", f.base, err)
	}
	f.otherwise = !reflect.DeepEqual(f.Config, cut)
	before := m.Config
	if before.Trainer == word2vec.Gensim { // its learning rate is not for this trainer
		before.Trainer, before.HS, before.CBOWMean = word2vec.Batched, false, true
		before.Alpha, before.Negative = before.DefaultAlpha(), cmp.Or(before.Negative, f.config.Negative)
	}
	before.MaxVocab = 0 // all words stay
	to, from := reflect.ValueOf(&f.config).Elem(), reflect.ValueOf(before)
	for i := range to.NumField() {
		if flag := strings.ReplaceAll(to.Type().Field(i).Tag.Get("json"), "_", "-"); !f.given(flag) {
			to.Field(i).Set(from.Field(i))
		}
	}
	if rate := f.config.DefaultAlpha(); !f.given("alpha") && rate != before.DefaultAlpha() {
		f.config.Alpha = rate
	}
	f.model = m
	return nil
}
