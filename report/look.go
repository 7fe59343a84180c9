package report

// This file holds the choices that change how a report looks and not what it says.
// They travel with the language, because whatever composes a line needs both.

import (
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report/picture"
)

// A look is what the options of a report say about its texts and drawings.
type look struct {
	commandLine bool // notes may name flags of the command
	diagonal    bool // colour scales include the weights of tokens to themselves
	noCaption   bool // pictures have no line above
	full        bool // worked steps show all numbers of long vectors
	view        View
	palette     picture.Palette
}

// caption returns the line above a drawing; nil if drawings have none.
func (l *look) caption(s line) line {
	if l.noCaption {
		return nil
	}
	return s
}

// language returns the language of the report, with its look. A language that is not
// known is English: Options comes from programs, which have checked it if they let
// users choose.
func (o *Options) language() language {
	l, err := message.Parse(o.Language)
	if err != nil {
		l = message.English
	}
	return language{l, look{
		diagonal: o.Diagonal, noCaption: o.NoCaption, view: o.View, palette: o.Palette,
	}}
}
