# Run by the container that checks out. What is not constant is in the environment, is used as one word, and comes after what ends options.
# Its last line on stderr is what people are told. Exit status 65: what is asked for is not there, and asking again would not help.
set -eu
umask 002
export HOME=/tmp LC_ALL=C
refs=/tmp/refs url=$SLUICE_CHECKOUT_URL wanted=$SLUICE_CHECKOUT_REVISION depth=$SLUICE_CHECKOUT_DEPTH

never() { echo "$1" >&2; exit 65; }
case $url in -*) never "a URL can't begin with a dash" ;; esac
case $wanted in -*) never "a revision can't begin with a dash" ;; esac

# Settings of the image or of a folder that one happens to be in have no say: here is the Secret.
cd "$HOME"
unset GIT_DIR GIT_ASKPASS SSH_ASKPASS SSH_AUTH_SOCK
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/tmp/gitconfig GIT_TERMINAL_PROMPT=0 GIT_LFS_SKIP_SMUDGE=1
set_option() { git config --global "$1" "$2"; }
set_option core.hooksPath /dev/null
set_option safe.directory "$SLUICE_CHECKOUT_PLACE"
set_option submodule.recurse false
set_option fetch.recurseSubmodules false

# A server can send git to the protocol of its URL alone, or from http up to https.
case $url in
  https://*) export GIT_ALLOW_PROTOCOL=https ;;
  http://*) export GIT_ALLOW_PROTOCOL=http:https ;;
  git://*) export GIT_ALLOW_PROTOCOL=git ;;
  *) export GIT_ALLOW_PROTOCOL=ssh ;;
esac

# A Secret of type kubernetes.io/basic-auth or kubernetes.io/ssh-auth. The password is for this URL: no other host that asks is told it,
# and no redirect is followed, nor a list of alternates on another host, which git would tell what it has in mind already.
if [ -e /sluice/git/password ]; then
  set_option http.followRedirects false
  set_option "credential.$url.helper" '!f() { [ "$1" = get ] || exit 0; printf "username=%s\n" "$(cat /sluice/git/username 2>/dev/null || echo git)"; printf "password=%s\n" "$(cat /sluice/git/password)"; }; f'
fi
# The key is the Secret's alone, and so is who vouches for a host.
if [ -e /sluice/git/ssh-privatekey ]; then
  (umask 077 && cat /sluice/git/ssh-privatekey >/tmp/key)
fi
export GIT_SSH_VARIANT=ssh GIT_SSH_COMMAND='ssh -F none -i /tmp/key -o IdentitiesOnly=yes -o IdentityAgent=none -o PreferredAuthentications=publickey -o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile=/sluice/git/known_hosts -o GlobalKnownHostsFile=/dev/null'

is_commit() { case $1 in *[!0-9a-f]*) return 1 ;; esac; [ ${#1} -eq 40 ] || [ ${#1} -eq 64 ]; }
# listed NAME: the commit of what the server lists under exactly this name
listed() { awk -v name="$1" -F '\t' '$2 == name {print $1; found = 1} END {exit !found}' "$refs"; }
fetch() { git fetch -q --no-tags ${depth:+"--depth=$depth"} --end-of-options origin "$@"; }
fetch_all() { git fetch -q --end-of-options origin '+refs/heads/*:refs/remotes/origin/*' '+refs/tags/*:refs/tags/*'; }
there() { git rev-parse -q --verify --end-of-options "$1^{commit}"; }

repository() {
  rm -rf "$1"
  mkdir "$1"
  cd "$1"
  git init -q
  git config remote.origin.url "$url"
  git config remote.origin.fetch '+refs/heads/*:refs/remotes/origin/*'
}

# What a name stands for now. Sets commit, or says that there is nothing of that name.
resolve() {
  if is_commit "$wanted"; then commit=$wanted; return; fi
  case $wanted in
    "") git ls-remote -q --end-of-options "$url" HEAD >"$refs"; set -- HEAD ;;
    refs/*) git ls-remote -q --end-of-options "$url" "$wanted" "$wanted^{}" >"$refs"; set -- "$wanted^{}" "$wanted" ;;
    *)
      git ls-remote -q --end-of-options "$url" "refs/heads/$wanted" "refs/tags/$wanted" "refs/tags/$wanted^{}" >"$refs"
      set -- "refs/heads/$wanted" "refs/tags/$wanted^{}" "refs/tags/$wanted"
      ;;
  esac
  for name; do
    if commit=$(listed "$name"); then return; fi
  done
  case $wanted in
    *[!0-9a-f]* | ?????? | ????? | ???? | ??? | ?? | ?) ;;
    "") never "the repository has no commit" ;;
    *) # the beginning of a commit's name
      (repository /tmp/all && fetch_all)
      if commit=$(cd /tmp/all && there "$wanted"); then return; fi
      ;;
  esac
  never "there is no branch, tag or commit $wanted in $url"
}

# Servers may refuse to give a commit by its name.
get() {
  if fetch "$1" 2>/tmp/refused && there "$1" >/dev/null; then return; fi
  fetch_all || { cat /tmp/refused >&2; return 1; }
  there "$1" >/dev/null || never "there is no commit $1 in $url"
}

resolve
if [ "$SLUICE_CHECKOUT_PLACE" ]; then
  repository "$SLUICE_CHECKOUT_PLACE"
  get "$commit"
  git checkout -q --force --detach "$commit"
fi
echo "commit=$commit" >/dev/termination-log
