# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# Draws how long a call takes to preprocess, from table 4b of make bench:
#
#	make bench && gnuplot tests/bench/expansion.gp

set terminal svg size 720,440 dynamic noenhanced background "white"
# gnuplot's own first lines have no place for the licence.
set output "| sed '1a <!-- SPDX-License-Identifier: GPL-2.0-only OR MIT -->' > tests/bench/expansion.svg"
set datafile separator tab
set key left top
set xlabel "arguments"
set ylabel "microseconds to preprocess a call"
set xrange [0.5:12.5]
set xtics 1
set yrange [0:*]
set grid
data = "build/bench.dat"
plot data using "arity":"Boost" with linespoints title "Boost.Preprocessor", \
     data using "arity":"EVAL" with linespoints title "EVAL map, 13 scans", \
     data using "arity":"on" with linespoints title "call_instr(), KMSAN on", \
     data using "arity":"off" with linespoints title "call_instr(), KMSAN off", \
     data using "arity":"plain" with linespoints title "plain call" lc "black"
