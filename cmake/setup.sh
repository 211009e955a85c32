#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Installs the Debian packages of packages.txt that are missing, then links the command. `saki setup` runs it, `saki demo` and
# `saki test` do so with --quiet, which prints only what it changes.
#
#   setup.sh [setup] [--boards | --test] [--quiet]
#
# Asks nothing where there is no terminal. Exit 3: something is missing and could not be installed; the text says what to run.
set -eu

SAKI_FILES=${SAKI_FILES:-$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")}
SAKI_COMMAND=${SAKI_COMMAND:-$SAKI_FILES/saki}

say() { printf '%s\n' "$*" >&2; }
tell() { [ "$quiet" = yes ] || say "$@"; }

usage() {
  cat >&2 <<'USAGE'
usage: saki setup [--boards | --test]

Installs what building a service needs, and links the command into a folder of the PATH.

  --boards  also what compiling for ARM boards needs
  --test    whatever the tests of Saki's own tree need

examples:
  ./saki setup         from a fresh clone, as root or with sudo
  ./saki setup --test  before the first ./saki test
USAGE
}

read_options() {
  groups='build|run'
  quiet=no
  for option in "$@"; do
    case $option in
      setup) ;;
      --test) groups='build|run|test|cross' ;;
      --boards) groups='build|run|cross' ;;
      --quiet) quiet=yes ;;
      --help | -h) usage && exit 0 ;;
      *) usage && exit 2 ;;
    esac
  done
}

# Prints what this system calls itself, such as `debian 12`.
system_name() (
  os_release=${SAKI_OS_RELEASE:-/etc/os-release}
  [ -r "$os_release" ] || { uname -s && return; }
  # shellcheck source=/dev/null
  . "$os_release"
  printf '%s %s\n' "${ID:-unknown}" "${VERSION_ID:-}"
)

# Prints the packages of the groups that dpkg does not have.
missing_packages() {
  wanted=$(sed -n -E "s/^($groups) +//p" "$SAKI_FILES/cmake/packages.txt")
  # shellcheck disable=SC2086 # one word per package
  installed=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' $wanted 2>/dev/null | sed -n 's/^ii //p')
  for package in $wanted; do
    printf '%s\n' "$installed" | grep -qxF -- "$package" || printf '%s ' "$package"
  done
}

explain_container() {
  say "saki: packages come from apt here, and this system ($system) has none. Tested is Debian 12; a container of it will do:"
  say "  docker run --rm -it -p 8080:8080 -v '$SAKI_FILES':/saki -w /saki debian:12 ./saki demo"
}

# Runs its arguments as root: by itself, or with sudo where that asks nothing or a person is there to be asked.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    sudo "$@"
  else
    say "saki: installing needs root. Run this, then the same command again:"
    say "  apt-get install --no-install-recommends $missing"
    exit 3
  fi
}

install_missing() {
  command -v apt-get >/dev/null || { explain_container && exit 3; }
  missing=$(missing_packages)
  [ -n "$missing" ] || { tell "saki: nothing is missing." && return; }
  [ "$system" = 'debian 12' ] || say "saki: tested on Debian 12; this is $system, where the same packages are tried."

  say "saki: installing $missing"
  apt="env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300"
  # shellcheck disable=SC2086 # words on purpose
  if ! as_root $apt update || ! as_root $apt install -y --no-install-recommends $missing >/dev/null; then
    say "saki: apt-get could not install these packages; its own words are above."
    exit 3
  fi
}

# Puts the command where the shell finds it. A link to another tree is taken over by `setup` alone; a file is never touched.
link_command() {
  case $SAKI_COMMAND in */bin/saki) return ;; esac
  folder=/usr/local/bin
  [ "$(id -u)" -eq 0 ] || folder=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}/.local/bin
  folder=${SAKI_LINK_FOLDER:-$folder}
  link=$folder/saki

  if [ "$(readlink -f -- "$link" 2>/dev/null)" = "$SAKI_COMMAND" ]; then
    tell "saki: $link is this command."
  elif [ -e "$link" ] && { [ ! -L "$link" ] || [ "$quiet" = yes ]; }; then
    tell "saki: $link is something else and stays; remove it and run setup again to link the command there."
  elif mkdir -p -- "$folder" && ln -sfn -- "$SAKI_COMMAND" "$link"; then
    say "saki: linked $link"
    case :$PATH: in *:"$folder":*) ;; *) say "saki: $folder is not on your PATH; this adds it: export PATH=\"$folder:\$PATH\"" ;; esac
  fi
}

read_options "$@"
system=$(system_name)
install_missing
link_command
