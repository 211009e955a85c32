#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Unpacks Debian packages of another architecture into a folder to compile and emulate against: sysroot.sh arm64|armhf FOLDER
#
# The packages come from the sources that this machine's own apt uses, through an apt state of their own: the host learns of no foreign
# architecture, and root is not needed. The folder appears only when it is complete.
set -eu

PACKAGES='libc6 libc6-dev linux-libc-dev libgcc-s1 libstdc++6 libyaml-dev zlib1g zlib1g-dev libbrotli1 libbrotli-dev libhiredis0.14 libhiredis-dev libmariadb3 libmariadb-dev libsqlite3-dev libssl3 libssl-dev nlohmann-json3-dev libgtest-dev libgmock-dev'

architecture=${1:?usage: sysroot.sh arm64|armhf FOLDER}
folder=${2:?usage: sysroot.sh arm64|armhf FOLDER}
[ ! -d "$folder" ] || exit 0

work=$folder.$$
trap 'rm -rf -- "$work"' EXIT
trap 'exit 130' INT TERM
mkdir -p -- "$work/apt/lists/partial" "$work/apt/archives/partial" "$work/root"
: >"$work/apt/status"
cd -- "$work/apt"

apt() {
  apt-get -qq -o Acquire::Retries=3 -o APT::Architecture="$architecture" -o APT::Architectures::="$architecture" -o APT::Sandbox::User= \
    -o Dir::State="$PWD" -o Dir::State::Lists="$PWD/lists" -o Dir::State::Status="$PWD/status" -o Dir::Cache="$PWD" "$@"
}
apt update || echo 'sysroot.sh: some package lists could not be read; the others may do' >&2
# shellcheck disable=SC2086 # one word per package
apt download $PACKAGES
for package in *.deb; do dpkg-deb -x "$package" ../root; done

cd ..
mv -- root "$folder"
