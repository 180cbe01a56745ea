# The programme lead types `rm match`: verbs go to revmentor, everything else to Remove-Item, untouched: lists (rm a,b) and
# what comes through a pipe (dir *.tmp | rm) too.
# A word that is neither a verb, nor an option, nor an existing path is refused by revmentor with the nearest verb.
if (Test-Path Alias:rm) { Remove-Item Alias:rm -Force }
function rm {
    $one = if ($args.Count -gt 0) { @($args[0])[0] } else { '' }
    $first = if ($one -is [IO.FileSystemInfo]) { $one.FullName } else { [string]$one }
    $list = $args.Count -gt 0 -and $args[0] -is [array]
    $exists = $first -ne '' -and ((Test-Path $first -ErrorAction SilentlyContinue) -or (Test-Path -LiteralPath $first -ErrorAction SilentlyContinue))
    $verb = -not $list -and $first -cin @({verbs})
    if ($verb -or -not ($first -eq '' -or $first.StartsWith('-') -or $exists)) {
        $revmentor = Get-Command -CommandType Application revmentor | Select-Object -First 1
        if ($MyInvocation.ExpectingInput) { $input | & $revmentor @args } else { & $revmentor @args }
    }
    elseif ($MyInvocation.ExpectingInput) { $input | Remove-Item @args }
    else { Remove-Item @args }
}
