package cli

// This file replaces the texts of commands and flags by their translations.

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/w2vattn/w2vattn/internal/message"
)

// Localize replaces the help of cmd and of all commands below it by its translation:
// their descriptions and the usage of their flags. Call it when all commands and flags
// are added. A text without a translation stays in English.
func Localize(cmd *cobra.Command, l message.Language) {
	if l != message.Korean { // the source is English
		return
	}
	if !cmd.HasParent() {
		cmd.InitDefaultCompletionCmd() // now, so that it is translated too
	}
	cmd.InitDefaultHelpFlag()
	cmd.Short, _ = message.Translate(l, cmd.Short)
	cmd.Long = translatedParagraphs(l, cmd.Long)
	cmd.Example, _ = message.Translate(l, cmd.Example)
	if note, ok := cmd.Annotations[elsewhereNote]; ok {
		cmd.Annotations[elsewhereNote], _ = message.Translate(l, note)
	}
	cmd.Flags().VisitAll(func(f *pflag.Flag) { f.Usage = translatedUsage(l, f) })
	cmd.PersistentFlags().VisitAll(func(f *pflag.Flag) { f.Usage = translatedUsage(l, f) })
	for _, c := range cmd.Commands() {
		Localize(c, l)
	}
}

// translatedUsage returns the usage of a flag in a language, with the words that it takes.
func translatedUsage(l message.Language, f *pflag.Flag) string {
	words, ok := f.Value.(interface{ words() []string })
	if !ok {
		usage, _ := message.Translate(l, f.Usage)
		return usage
	}
	before, isList := strings.CutSuffix(f.Usage, ": "+OrList(words.words()))
	if usage, ok := message.Translate(l, before); ok && isList {
		return usage + ": " + strings.Join(words.words(), ", ")
	}
	usage, _ := message.Translate(l, f.Usage)
	return usage
}

// translatedParagraphs returns a description in a language: as a whole or, as those of
// cobra, paragraph by paragraph. Paragraphs without a translation are command lines.
func translatedParagraphs(l message.Language, long string) string {
	if whole, ok := message.Translate(l, long); ok {
		return whole
	}
	paragraphs := strings.Split(long, "\n\n")
	for i, p := range paragraphs {
		paragraphs[i], _ = message.Translate(l, p)
	}
	return strings.Join(paragraphs, "\n\n")
}
