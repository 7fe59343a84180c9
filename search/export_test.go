package search

// OpenWritten opens an index file that has just been written.
var OpenWritten = IndexFile.openWritten
