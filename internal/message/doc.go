// Package message holds the texts that people read, in English and Korean: those of
// reports, of worked calculations, of the story and the notebook, and the common texts
// of the command line. A [Message] has both languages side by side; a test checks that
// both are there and format the same arguments.
//
// It also holds the one rule by which a language is chosen: what is asked for by name
// ([Parse]), else what the environment says ([FromEnvironment]) or, over HTTP, what the
// browser prefers ([FromHeader]).
//
// What programs read does not depend on the language: JSON, CSV and the names of flags,
// scores and formats.
//
// # How to write a text
//
// Texts of reports are variables of this package, which other packages format. Texts of
// help, errors and notes stay in English where they arise, and the lists of this package
// have the Korean text for each; see [Translate]. Whoever changes an English text changes
// it in the list too.
//
// Korean is in 합니다 style and uses the terms of docs/glossary.md. A format has the same
// arguments in both languages; where the order differs, Korean has indexes ("%[2]d"). A
// particle after an argument is written with both forms, "을(를)", and Format chooses one;
// see [Particles].
package message
