// Package cli contains what the command-line programs of this module share, whatever
// their commands do: usage errors and exit codes, the line that reports an error, flags
// that take one of a list of words, help with the flags sorted by topic, the language of
// texts, signals, and checks of output files.
//
// # Use
//
//	root.SetFlagErrorFunc(cli.FlagError)   // errors of pflag become usage errors
//	root.SetUsageFunc(cli.WriteUsage)      // help by topics
//	cli.AddChoice(cmd, …)                  // flags with a list of values
//	cli.SetTopic(cmd, cli.TopicModel)      // after the flags of a topic
//	cli.RefuseRepeated(cmd)                // at the end
//	code := cli.RunUntilSignal(run, …)     // run executes the root command
//	code, line := cli.Explain(ctx, cmd, err)
//
// # Rules
//
// Wrong usage is a UsageError with exit code 2, found before a file is read where that is
// possible. A flag without effect is wrong usage, and so are two values of a flag that
// takes one text. Every error is one line. Texts are in English where they arise; package
// message translates them when they are written.
//
// It builds on cobra and pflag. Nothing in it exits or writes to the standard streams of
// the process. Only RunUntilSignal receives its signals.
package cli
