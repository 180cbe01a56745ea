# The programme lead types `rm match`: verbs go to revmentor, everything else to the system's rm, untouched.
# A word that is neither a verb, nor an option, nor an existing path is refused by revmentor with the nearest verb.
function rm
    if test (count $argv) -eq 0
        command rm
    else if contains -- $argv[1] {verbs}
        command revmentor $argv
    else if string match -q -- '-*' $argv[1]; or test -e $argv[1]; or test -L $argv[1]
        command rm $argv
    else
        command revmentor $argv
    end
end
