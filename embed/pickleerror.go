package embed

import "github.com/w2vattn/w2vattn/embed/internal/pickle"

// A PickleError reports that a [Gensim] file names a class or function of Python that no
// vectors need. Such a file holds another object, or would run code when Python opens it.
// Offset is the byte at which Module and Name stand. Nothing of the file was run.
type PickleError = pickle.GlobalError
