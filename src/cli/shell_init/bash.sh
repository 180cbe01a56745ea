# The programme lead types `rm match`: verbs go to revmentor, everything else to the system's rm, untouched.
# A word that is neither a verb, nor an option, nor an existing path is refused by revmentor with the nearest verb.
rm() {
    case "${1-}" in
        {verbs}) command revmentor "$@" ;;
        '' | -*) command rm "$@" ;;
        *) if [ -e "$1" ] || [ -L "$1" ]; then command rm "$@"; else command revmentor "$@"; fi ;;
    esac
}
