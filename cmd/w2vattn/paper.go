package main

// This file has the flags of pictures for papers and slides. A journal gives the
// width of a column, so the width is in millimetres and the height follows.

import (
	"errors"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/report/picture"
	"github.com/w2vattn/w2vattn/report/png"
)

// paperFlags are the flags of pictures for papers and slides.
type paperFlags struct {
	palette   string // a name of palettes
	noCaption bool
	width     string // on paper, such as 84mm; "": a size in pixels
}

// palettes are the values of --palette.
var palettes = map[string]picture.Palette{"viridis": picture.Viridis, "light": picture.Light}

// add adds the flags.
func (f *paperFlags) add(cmd *cobra.Command) {
	cli.AddChoice(cmd, &f.palette, "palette", "viridis", "svg and png: colours of a heat map",
		"viridis\tlarge weights are light", "light\tfor paper: large weights are dark")
	cmd.Flags().BoolVar(&f.noCaption, "no-caption", false, "svg and png: without the line above the drawing")
	cmd.Flags().StringVar(&f.width, "width", "", "svg and png: `WIDTH` on paper in millimetres: 84mm")
}

// check returns an error for a flag without effect in a format, and for a wrong width.
func (f *paperFlags) check(given func(string) bool, format report.Format) error {
	if format != report.SVG && format != report.PNG {
		return cli.Refuse(given, "goes with --format svg and png", "palette", "no-caption", "width")
	}
	_, err := f.millimetres()
	return err
}

// The limits of --width in millimetres: a postage stamp and an A0 sheet.
const minWidth, maxWidth = 10, 1189

// millimetres returns the width of --width; 0 without the flag.
func (f *paperFlags) millimetres() (float64, error) {
	if f.width == "" {
		return 0, nil
	}
	mm, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(f.width, "mm")), 64)
	if err != nil || math.IsNaN(mm) || mm < minWidth || mm > maxWidth {
		return 0, cli.Usagef("--width is %q, must be a number of millimetres from %d to %d, such as 84mm",
			f.width, minWidth, maxWidth)
	}
	return mm, nil
}

// paint writes a picture as PNG. Symbols for which the system has no font are boxes in the
// picture, and a warning.
func (a *app) paint(w io.Writer, p *picture.Picture) error {
	err := png.Write(w, p)
	if missing := new(png.MissingError); errors.As(err, &missing) && !missing.Letters() {
		a.note("warning: %v", err)
		return nil
	}
	return err
}
