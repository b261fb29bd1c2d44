# Shared by the three commands: finds Python, brings uv, fills the environment. Sourced, never run.
# Every step may be cut at any moment and run again.

UV_VERSION=0.13.9
START=$SECONDS

say() { printf '%4d s  %s\n' "$((SECONDS - START))" "$1" >&2; }

fail() {  # what happened, then what to do
    printf '\nErreur. %s\n  → %s\n\n' "$1" "$2" >&2
    exit 1
}

last_line() { grep -v '^ *$' "$1" | tail -n 1 || true; }

# What the caller's shell may carry and would lead us astray.
clean_environment() {
    unset PYTHONHOME PYTHONPATH PYTHONSTARTUP PYTHONDONTWRITEBYTECODE VIRTUAL_ENV DJANGO_SETTINGS_MODULE
    export PYTHONUTF8=1 PYTHONUNBUFFERED=1
    export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1
    export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
    export HOME="${HOME:-$ROOT/var}"
}

choose_folders() {
    local home=${LEVIERS_HOME:-$ROOT/var}
    case $home in /*) ;; *) home=$PWD/$home ;; esac
    export LEVIERS_HOME=$home
    { mkdir -p "$home" && : >"$home/.essai" && rm "$home/.essai"; } 2>/dev/null ||
        fail "Impossible d’écrire dans le dossier « $home »." \
            "Donnez les droits d’écriture, ou choisissez un autre dossier : LEVIERS_HOME=/chemin $0"
    TOOLS=$home/outils
    if [[ -z ${UV_PROJECT_ENVIRONMENT:-} ]]; then
        UV_PROJECT_ENVIRONMENT=$ROOT/.venv
        [[ -w $ROOT ]] || UV_PROJECT_ENVIRONMENT=$home/venv
    fi
    export UV_PROJECT_ENVIRONMENT
    VENV_PYTHON=$UV_PROJECT_ENVIRONMENT/bin/python
}

is_good_python() {
    "$1" -c 'import ctypes, sqlite3, ssl, sys, zlib; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# The first Python that really runs: a shim without a version behind it does not count.
find_python() {
    local name path found=
    for name in python3.13 python3.12 python3.11 python3 python3.14 python; do
        while read -r path; do
            if is_good_python "$path"; then PYTHON=$path; return; fi
            found=$("$path" --version 2>/dev/null) || true
        done < <(type -aP "$name" || true)
    done
    fail "Python 3.11 ou plus récent, entier, est introuvable${found:+ (il y a $found)}." \
        "Installez-le (Debian 12 et suivantes : apt install python3 python3-venv), puis relancez."
}

as_root() { if [[ $(id -u) == 0 ]]; then "$@"; else sudo -n "$@"; fi; }

can_apt() { command -v apt-get >/dev/null && { [[ $(id -u) == 0 ]] || sudo -n true 2>/dev/null; }; }

apt_install() {
    { as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" ||
        { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -q --no-install-recommends "$@"; }; } >"$LEVIERS_HOME/apt.log" 2>&1
}

# uv of the machine, or ours in a private folder: by venv, by the pip of the machine, by apt and venv.
bring_uv() {
    local path package
    while read -r path; do
        if "$path" --version >/dev/null 2>&1; then UV=$path; return; fi
    done < <(type -aP uv || true; printf '%s\n' "$TOOLS/bin/uv" "$TOOLS/pip/bin/uv")
    find_python
    say "Installation de uv, le gestionnaire de paquets"
    package=$("$PYTHON" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    rm -rf "$TOOLS"
    if has_module ensurepip; then uv_by_venv
    elif has_module pip; then uv_by_pip
    elif can_apt && apt_install "$package" && has_module ensurepip; then uv_by_venv
    else
        fail "Python ne sait pas créer d’environnement : il manque le paquet $package." \
            "Lancez en administrateur « apt install $package », puis relancez."
    fi >"$LEVIERS_HOME/uv.log" || fail "uv n’a pas pu être installé : $(tail -n 1 "$LEVIERS_HOME/uv.log")" \
        "Vérifiez l’accès à l’index des paquets Python, puis relancez. Détail : $LEVIERS_HOME/uv.log"
}

has_module() { "$PYTHON" -c "import $1; $1.__file__.strip()" >/dev/null 2>&1; }

uv_by_venv() {
    UV=$TOOLS/bin/uv
    { "$PYTHON" -m venv "$TOOLS" && "$TOOLS/bin/python" -m pip install -q "uv==$UV_VERSION"; } 2>&1
}

uv_by_pip() {
    UV=$TOOLS/pip/bin/uv
    "$PYTHON" -m pip install -q --target "$TOOLS/pip" "uv==$UV_VERSION" 2>&1
}

# Fills the environment from uv.lock. `unfinished` stands as long as the work is not done: found at the
# start, it says that a run was cut, and the environment is made anew.
sync_packages() {
    local unfinished=$UV_PROJECT_ENVIRONMENT.inacheve log=$LEVIERS_HOME/paquets.log
    exec 9>"$UV_PROJECT_ENVIRONMENT.verrou"
    if command -v flock >/dev/null; then flock 9; fi
    if [[ -e $unfinished ]] || ! is_good_python "$VENV_PYTHON"; then
        rm -rf "$UV_PROJECT_ENVIRONMENT"
        find_python
    else
        PYTHON=$VENV_PYTHON
    fi
    : >"$unfinished"
    "$UV" sync -q --frozen --project "$ROOT" --python "$PYTHON" "$@" 9>&- >"$log" 2>&1 ||
        fail "Les paquets n’ont pas pu être installés : $(last_line "$log")" \
            "Vérifiez l’accès à l’index des paquets Python, puis relancez. Détail : $log"
    rm -f "$unfinished"
    exec 9>&-
}

leviers() { "$VENV_PYTHON" -m leviers.cli.main "$@"; }
