// Package console answers the lines of the interactive console of w2vattn.
//
// # Lines
//
// [Parse] reads a line. Its first word selects the command if it is one of these names;
// any other line is an expression:
//
//	king - man + woman            the words nearest to king − man + woman
//	similar king - man + woman    the same
//	odd cat dog moon              the word that does not belong to the others
//	attend cat : the cat reads    attention of the query over the text
//	tokens the cat reads          the tokens of the text
//	help, exit, quit
//
// An expression has any number of words with + or - between them and may begin with one
// of them. An operator stands between spaces, so that new-york is one word. A word with
// spaces, and a word that is an operator, a colon at its end or the name of a command, is
// written in quotation marks: "new york". In quotation marks, "" stands for one of them.
//
// The query of attend ends at the first colon that a space or the end of the line follows.
//
// A [Session] answers such lines and completes words. It neither reads nor prints.
package console
