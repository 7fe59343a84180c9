package cli

// This file chooses the language of a program before its command line is parsed,
// because errors of parsing are texts too.

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/internal/message"
)

// languageFlag is the flag that AddLanguage adds.
const languageFlag = "lang"

// AddLanguage adds the flag --lang to a program's root command and so to all its
// commands. The language itself is chosen by Language, before the commands are made.
func AddLanguage(root *cobra.Command) {
	var given message.Language
	c := choice[message.Language]{to: &given, allowed: Names(message.Languages())}
	usage := fmt.Sprintf("language of messages and reports: %s (default: by LC_ALL, LC_MESSAGES, LANG)", OrList(c.allowed))
	root.PersistentFlags().Var(c, languageFlag, usage)
	complete := cobra.FixedCompletions([]string{"en\tEnglish", "ko\t한국어"}, cobra.ShellCompDirectiveNoFileComp)
	if err := root.RegisterFlagCompletionFunc(languageFlag, complete); err != nil {
		panic(err) // a programming error: the flag is there, and new
	}
}

// Language returns the language of a program's messages and reports: that of the last
// --lang among the arguments of its command line or, without one that is valid, that of
// the environment, whose variables getenv returns. It is called before the command line
// is parsed, so that errors of parsing are in this language too. Arguments after -- are
// not flags.
func Language(args []string, getenv func(string) string) message.Language {
	chosen := message.FromEnvironment(getenv)
	for i, arg := range args {
		if arg == "--" {
			break
		}
		name, is := strings.CutPrefix(arg, "--"+languageFlag+"=")
		if arg == "--"+languageFlag && i+1 < len(args) {
			name, is = args[i+1], true
		}
		if l, err := message.Parse(name); is && err == nil {
			chosen = l
		}
	}
	return chosen
}

// languageOf returns the language of the program that cmd belongs to.
func languageOf(cmd *cobra.Command) message.Language { return message.LanguageOf(cmd.Root().Context()) }
