package train

// This file collects the errors of a configuration, so that a user can correct all
// fields at once.

import (
	"fmt"
	"strings"
)

// A FieldError names the fields of a configuration that have bad values, with the
// reasons.
type FieldError struct {
	Package string   // of the configuration, for the message
	Fields  []string // the JSON names
	Why     []string // what is wrong with each field; each starts with the field's name
}

// Error joins the reasons of all fields.
func (e *FieldError) Error() string { return e.Package + ": " + strings.Join(e.Why, "; ") }

// Check adds field to the error unless ok is true. format describes what is wrong; the
// message is the name of the field and this text: "is 0, must be at least 1".
func (e *FieldError) Check(ok bool, field, format string, args ...any) {
	if !ok {
		e.Fields = append(e.Fields, field)
		e.Why = append(e.Why, field+" "+fmt.Sprintf(format, args...))
	}
}

// CheckRange adds field to the error unless its value is from least to most.
func (e *FieldError) CheckRange(field string, value, least, most int) {
	e.Check(value >= least, field, "is %d, must be at least %d", value, least)
	e.Check(value <= most, field, "is %d, must be at most %d", value, most)
}

// Err returns the error, or nil if no field was added.
func (e *FieldError) Err() error {
	if len(e.Fields) == 0 {
		return nil
	}
	return e
}
