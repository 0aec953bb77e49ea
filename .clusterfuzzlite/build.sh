#!/bin/bash -eu
# Builds the targets with the sanitizer that CXXFLAGS name, each with its seeds and the dictionary beside it.
build="$WORK/fuzz"
cmake -S "$SRC/kie-aleph" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=None -DALEPH_FUZZ=ON \
  -DALEPH_FUZZ_SANITIZE= -DALEPH_FUZZ_ENGINE="$LIB_FUZZING_ENGINE"
cmake --build "$build"
for seeds in /seeds/*; do
  target="fuzz-$(basename "$seeds")"
  cp "$build/tests/fuzz/$target" "$OUT/"
  cp "$SRC/kie-aleph/tests/fuzz/kie-aleph.dict" "$OUT/$target.dict"
  zip -jqr "$OUT/${target}_seed_corpus.zip" "$seeds"
done
