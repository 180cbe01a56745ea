# The programme lead types `rm match`: verbs go to revmentor, everything else to Remove-Item, untouched.
# A word that is neither a verb, nor an option, nor an existing path is refused by revmentor with the nearest verb.
if (Test-Path Alias:rm) { Remove-Item Alias:rm -Force }
function rm {
    $first = if ($args.Count -gt 0) { [string]$args[0] } else { '' }
    if ($first -cin @({verbs})) { & (Get-Command -CommandType Application revmentor) @args }
    elseif ($first -eq '' -or $first.StartsWith('-') -or (Test-Path $first)) { Remove-Item @args }
    else { & (Get-Command -CommandType Application revmentor) @args }
}
