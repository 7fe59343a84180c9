package corpusflags

// This file reads short texts: the arguments of a command or, without any, the lines
// of standard input.

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/w2vattn/w2vattn/corpus/input"
)

// EachText calls f with each of texts or, if there are none, with each line of stdin,
// without its end. Bytes that are not UTF-8 are an error that names line and byte, or,
// with input.ReplaceInvalid, are replaced by U+FFFD and counted in replaced. An error of
// f ends the calls and is returned.
func EachText(stdin io.Reader, texts []string, invalid input.InvalidUTF8, f func(string) error) (
	replaced int, err error,
) {
	clean := func(text string) error {
		text, n, err := invalid.Clean(text)
		if err != nil {
			return err
		}
		replaced += n
		return f(text)
	}
	if len(texts) == 0 {
		err = eachLine(stdin, clean)
		return replaced, err
	}
	for i, t := range texts {
		if err := clean(t); err != nil {
			return replaced, invalidAt(fmt.Sprintf("text %d of %d", i+1, len(texts)), 1, err)
		}
	}
	return replaced, nil
}

// sampleSize is the number of bytes of standard input that SampleTexts reads.
const sampleSize = 64 << 10

// SampleTexts returns all texts or, if there are none, the beginning of stdin, with a
// reader of all of stdin.
func SampleTexts(stdin io.Reader, texts []string) (sample string, all io.Reader) {
	if len(texts) > 0 {
		return strings.Join(texts, "\n"), stdin
	}
	head := bufio.NewReaderSize(stdin, sampleSize)
	begin, _ := head.Peek(sampleSize) // reading all of it returns the error
	return string(begin), head
}

// eachLine calls f with each line of r, without its end, LF or CR LF. A last line without
// an end counts. Lines may have any length.
func eachLine(r io.Reader, f func(string) error) error {
	lines := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := lines.ReadString('\n')
		if line != "" {
			if err := f(strings.TrimRight(line, "\r\n")); err != nil {
				return invalidAt("standard input", n, err)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// invalidAt adds to an *input.InvalidUTF8Error where the text came from and what to do.
// line is the line of where at which the text begins, from 1. Other errors are returned
// unchanged.
func invalidAt(where string, line int, err error) error {
	var invalid *input.InvalidUTF8Error
	if !errors.As(err, &invalid) {
		return err
	}
	at := input.InvalidUTF8Error{Line: invalid.Line + line - 1, Byte: invalid.Byte}
	return fmt.Errorf("%s, %w: convert the text to UTF-8, or replace such bytes by U+FFFD with --invalid-utf8 replace",
		where, &at)
}
