package pickle

import "fmt"

// A visit is how far the search for cycles has come at a container.
type visit int8

const (
	unseen visit = iota
	open         // some of what it contains is still to be searched
	done
)

// container is implemented by values that contain others.
type container interface {
	mark() *node
	// child returns the value number i that it contains, and false after the last.
	child(i int) (Value, bool)
}

func (n *node) mark() *node { return n }

// childOf returns item i of the lists one after the other.
func childOf(i int, lists ...[]Value) (Value, bool) {
	for _, list := range lists {
		if i < len(list) {
			return list[i], true
		}
		i -= len(list)
	}
	return nil, false
}

func (l *List) child(i int) (Value, bool)  { return childOf(i, l.Items) }
func (t *Tuple) child(i int) (Value, bool) { return childOf(i, t.Items) }
func (s *Set) child(i int) (Value, bool)   { return childOf(i, s.Items) }
func (d *Dict) child(i int) (Value, bool)  { return childOf(i, d.Keys, d.Values) }

// child of an object and of an array returns the containers that it shares with others, not
// their items, so that each item is searched once.
func (o *Object) child(i int) (Value, bool) { return childOf(i, []Value{o.args, o.State}) }
func (a *Array) child(i int) (Value, bool)  { return childOf(i, []Value{a.list}) }

// checkCycles returns an error if a value that root contains contains itself. It searches
// depth first, with a stack of its own, because a pickle can nest deeper than calls can.
func checkCycles(root Value) error {
	type step struct {
		at   container
		next int // the child that is searched next
	}
	first, ok := root.(container)
	if !ok {
		return nil
	}
	first.mark().state = open
	for stack := []step{{at: first}}; len(stack) > 0; {
		top := &stack[len(stack)-1]
		v, more := top.at.child(top.next)
		if top.next++; !more {
			top.at.mark().state = done
			stack = stack[:len(stack)-1]
			continue
		}
		c, ok := v.(container)
		if !ok {
			continue
		}
		switch c.mark().state {
		case open:
			return fmt.Errorf("byte %d: the %s contains itself", c.mark().at, Kind(v))
		case unseen:
			c.mark().state = open
			stack = append(stack, step{at: c})
		}
	}
	return nil
}
