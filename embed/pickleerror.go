package embed

import "github.com/w2vattn/w2vattn/embed/internal/pickle"

// A PickleError reports a class or function of Python that a [Gensim] file
// names and that no vectors need: a file of another object, or one that would
// run code when Python opens it. Offset is the byte at which Module and Name
// stand. Nothing of the file was run.
type PickleError = pickle.GlobalError
