# The programme lead types `rm match`: verbs go to revmentor, everything else to the system's rm, untouched.
# A word that is neither a verb, nor an option, nor an existing path is refused by revmentor with the nearest verb.
unalias rm 2>/dev/null || :
function rm {
    emulate -L zsh
    # An alias that was set later (alias rm='rm -i') puts its options in front: the word after them is the one that was typed.
    local added first="${1-}"
    local -i skip=0
    added=${aliases[rm]-}
    if [[ $added == rm\ * && "$* " == "${added#rm } "* ]]; then
        skip=${#${=added#rm }}
        first="${@[skip+1]-}"
    fi
    case "$first" in
        ({verbs}) command revmentor "${@:$((skip+1))}" ;;
        ('' | -*) command rm "$@" ;;
        (*) if [[ -e "$first" || -L "$first" ]]; then command rm "$@"; else command revmentor "${@:$((skip+1))}"; fi ;;
    esac
}
