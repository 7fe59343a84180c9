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
package message
