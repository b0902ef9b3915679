#!/bin/sh
# remove_output_first.sh COMMAND... -o FILE...: runs the command where FILE no longer is.
# To know whether a precompiled header is in its cache, ccache has the compiler read what it is made
# of, and a compiler that finds the old one takes that instead: whatever header changed, the answer
# was what had once been made in the same place of another change.
previous=
for word; do
  if [ "$previous" = -o ]; then rm -f -- "$word"; fi
  previous=$word
done
exec "$@"
