// Package jupyter writes the experiments of package notebook as a Jupyter notebook, with the
// explanations, the code, and what the code shows: tables of the printed and the computed
// numbers, bars and heat maps of the weights.
//
// [Write] writes version 4.5 of the notebook format (https://nbformat.readthedocs.io), in the
// layout of Jupyter itself: sorted keys, an indent of one space, a list of lines for a text. The
// same outcomes and language give the same bytes on all machines.
//
// The code is Python without other packages than those of Jupyter. It runs the command w2vattn,
// which must be on PATH, in a temporary folder. The stored output is computed in Go by the
// packages that the command uses; a test executes the notebook and compares. An output has a
// form for pages (HTML or SVG) and one in plain text.
//
// # From an experiment to cells
//
//	data.Experiment ─questionOf─► question ─code─────► source of a code cell
//	                                       ─attend───► attention ─report─► output of the cell
//	notebook.Outcome ─tableOf───► table    ─code, output─► the comparison
package jupyter
