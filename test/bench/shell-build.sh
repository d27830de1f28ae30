#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A build as a shell makes it, the same every time: twenty small C files written, compiled, put into a library and
# linked, with the small tools in between that such builds are made of.
#   shell-build.sh FOLDER
set -eu
cd "$1"
for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20; do
  printf 'int f%s(int x) { return x + %s; }\n' "$i" "1$i" > "f$i.c"
  test ! -e "f$i.o" || rm "f$i.o"
  gcc -O0 -c "f$i.c" -o "f$i.o"
  basename "f$i.o" .o > "f$i.name"
  sed -e 's/f/g/' "f$i.name" | tr g h > "f$i.list"
  cp "f$i.list" "f$i.copy"
done
cat f*.list > all.list
rm -f libf.a
ar rcs libf.a f*.o
printf 'int f01(int); int main(void) { return f01(-101); }\n' > main.c
gcc -O0 main.c libf.a -o main
./main
