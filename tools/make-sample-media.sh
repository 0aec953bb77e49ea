#!/usr/bin/env bash
# Makes the sandbox's sample video, the source it was made from, a thumbnail, and a video that cannot be played (web/local/media). Needs ffmpeg; the results are committed.
set -euo pipefail
cd "$(dirname "$0")/../web/local/media"
picture="gradients=size=480x270:rate=24:duration=4:speed=0.02:nb_colors=4:c0=0x10243f:c1=0x2f6f8f:c2=0xe2a76f:c3=0x7d3c98:seed=7"
ffmpeg -v error -y -f lavfi -i "$picture" -vf "vignette,format=yuv420p" \
  -c:v libx264 -profile:v baseline -level 3.0 -preset veryslow -crf 22 -movflags +faststart -map_metadata -1 -fflags +bitexact aleph.mp4
ffmpeg -v error -y -f lavfi -i "$picture" -vf "hue=s=0.15,scale=320:180,format=yuv420p" \
  -c:v libx264 -profile:v baseline -level 3.0 -preset veryslow -crf 26 -movflags +faststart -map_metadata -1 -fflags +bitexact source.mp4
ffmpeg -v error -y -ss 1 -i aleph.mp4 -frames:v 1 -q:v 6 -map_metadata -1 -fflags +bitexact aleph.jpg
head -c 1000 aleph.mp4 > cut.mp4
ls -l aleph.mp4 source.mp4 aleph.jpg cut.mp4
