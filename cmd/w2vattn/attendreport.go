package main

// This file writes the report of attend. The format follows from --format and the
// extension of -o, and is checked before the model is opened: a run of minutes should
// not end with an unknown extension.

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report"
)

// checkReport sets the format of the report. It returns an error for a format that the
// kind of report does not have, before a model is opened. report.Takes looks at the type
// of a result and, of a Worked, at its score, so an empty result of the kind is enough.
func (f *attendFlags) checkReport() error {
	format, err := reportFormat(f.format, f.output)
	if err != nil {
		return err
	}
	f.format = format
	var kind report.Result = &w2vattn.Attention{}
	name := "one query"
	switch {
	case f.worked:
		kind, name = report.Worked{Attention: &w2vattn.Attention{Result: attention.Result{Score: attention.Dot}}},
			"--worked"
	case f.compare:
		kind, name = &w2vattn.Comparison{}, "--compare"
	}
	if err := report.Takes(kind, format); err != nil {
		return cli.Usagef("%s does not go with --format %s: %w", name, format, err)
	}
	if f.view != "" && format != report.SVG && format != report.PNG {
		return cli.Usagef("--view goes with --format svg and png; html shows the lines too")
	}
	return nil
}

// reportFormat returns the format named by --format or, without it, by the extension of
// -o; text without both. If both are given and -o has the extension of another format,
// that is an error. An unknown extension is an error only without --format.
func reportFormat(name report.Format, output string) (report.Format, error) {
	switch {
	case name != "":
		if f, err := report.FormatOf(output); err == nil && f != name {
			return "", cli.Usagef("--format %s contradicts -o %s, whose extension stands for %s", name, output, f)
		}
		return name, nil
	case output != "":
		f, err := report.FormatOf(output)
		if err != nil {
			return "", cli.Usagef("%w; or name a format with --format", err)
		}
		return f, nil
	}
	return report.Text, nil
}

// writeTo writes a result to a file, as a whole or not at all, or to standard output if
// path is "".
//
// Errors of writing and of flushing are both returned, because a full disk may be
// noticed only at the end.
func (a *app) writeTo(path string, write func(io.Writer) error) error {
	if path != "" {
		return atomicfile.Write(path, write)
	}
	w := bufio.NewWriter(a.out)
	return errors.Join(write(w), w.Flush())
}

// useColor reports whether text is coloured: standard output is a terminal that is not
// dumb, and NO_COLOR is not set (no-color.org).
func (a *app) useColor(output string) bool {
	return output == "" && cli.OnTerminal(a.out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// runAttend carries out attend. The report is written as results arrive. A file appears
// under its name only after the last result and the end of the page, which out.Close
// writes.
func (a *app) runAttend(ctx context.Context, f *attendFlags, texts []string) error {
	at, err := a.newAttendRun(ctx, f)
	if err != nil {
		return err
	}
	defer at.close()
	if f.format == report.PNG && f.output == "" && cli.OnTerminal(a.out) {
		return cli.Usagef("standard output is a terminal: write the PNG to -o FILE")
	}
	a.warnUnquoted(texts, f.tokens)
	width, err := f.paper.millimetres()
	if err != nil {
		return err
	}
	return a.writeTo(f.output, func(w io.Writer) error {
		out := report.NewWriter(w, f.format, report.Options{
			Color: a.useColor(f.output), Language: string(a.lang), View: f.view, Paint: a.paint,
			Title: title(f, a.lang), Diagonal: f.diagonal, Palette: palettes[f.paper.palette],
			NoCaption: f.paper.noCaption, Millimetres: width,
		})
		if err := a.attendAll(ctx, at, out, texts); err != nil {
			return err
		}
		return out.Close()
	})
}

// warnUnquoted warns if several texts have one word each, because the quotation marks
// around a sentence may be missing. Without --tokens the warning names that flag. One
// such text is a sentence of one word; two or more look like a sentence without its
// quotation marks.
func (a *app) warnUnquoted(texts []string, tokens bool) {
	n := 0
	for _, t := range texts {
		if len(strings.Fields(t)) == 1 {
			n++
		}
	}
	if n < 2 {
		return
	}
	hint := message.Sprintf(a.lang, " (--tokens splits it at spaces)")
	if tokens {
		hint = ""
	}
	a.note("warning: %d texts have one word each, and each is a sentence of its own; quote a sentence: %q%s",
		n, strings.Join(texts, " "), hint)
}

// title returns the title of a page: what kind of attention it shows, or of which query
// words.
func title(f *attendFlags, lang message.Language) string {
	switch {
	case f.self:
		return message.SelfTitle.In(lang)
	case f.to != "":
		return message.CrossTitle.In(lang)
	}
	return message.AttentionOf.Format(lang, "“"+strings.Join(f.queries, " + ")+"”")
}
