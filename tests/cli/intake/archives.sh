# SPDX-License-Identifier: GPL-3.0-or-later
# What a file manager adds to an archive is left aside; several exports in one are named.
mkdir -p exports/__MACOSX
printf 'id,received\n1,2026-01-01\n2,2026-01-02\n' >exports/cases.csv
cp exports/cases.csv exports/more.csv
echo x >exports/.DS_Store
echo x >exports/__MACOSX/._cases.csv
echo x >exports/README.txt
cd exports
python3 - <<'END'
import zipfile

for archive, names in [
    ("one.zip", ["__MACOSX/._cases.csv", ".DS_Store", "cases.csv"]),
    ("read.zip", ["README.txt", "cases.csv"]),
    ("two.zip", ["cases.csv", ".DS_Store", "more.csv"]),
]:
    with zipfile.ZipFile(archive, "w") as out:
        for name in names:
            out.write(name)
END
for archive in one read two; do
    echo "$archive"
    "$REDRESS" check $archive.zip --map id=id --map received=received --rules none -q 2>&1 | sed -n 1,3p
done
