package corpus

// LongestRecord takes the place of MaxRecord in tests that are short.
func LongestRecord(n int) Option { return func(s *FileSource) { s.record = n } }
