# SPDX-License-Identifier: GPL-3.0-or-later
# A page named .xls: the table whose header fits, in its encoding, with cells over several columns and rows, line
# breaks, entities, missing end tags, a table inside a cell.
cat >page.html <<'END'
<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><style>td{mso-number-format:"\@"}</style></head>
<body><table><tr><td>导出时间：2026年3月1日</td></tr></table>
<table border=1>
<tr><th colspan=4>投诉明细</th></tr>
<tr><th>工单号<th>受理时间<th>办结时间<th>内容</tr>
<tr><td>0001<td>2026-02-03&nbsp;10:00</td><td>2026-02-04<td>第一行<br>第二行 &amp; "引号", &#x4E2D;<b>粗</b>体</tr>
<tr><td rowspan=2>0002<td>2026-02-05<td>&nbsp;<td>  有   空格
 的  </tr>
<tr><td>2026-02-06<td><td>下一行</tr>
<tr><td>&nbsp;</td></tr>
<tr><td>0003<td>2026-02-07<td><td><table><tr><td>里面</td></tr></table>外面</tr>
</table></body></html>
END
iconv -f UTF-8 -t GB18030 page.html >page.xls
iconv -f UTF-8 -t UTF-16 page.html >wide.xls
map="--map id=工单号 --map received=受理时间 --map closed=办结时间 --map text=内容"
for file in page.xls wide.xls; do
    "$REDRESS" check $file $map --quiet | sed -n 2,6p
    "$REDRESS" sql $file $map --quiet --format json "select id, received, closed, text from complaints"
done
"$REDRESS" check page.xls $map --sheet 9
printf '<html><body>Please log in</body></html>' >login.xls
"$REDRESS" check login.xls
# Made to harm: without an end, too deep, too wide.
{ printf '<table><tr><td>a</td></tr><!-- '; head -c 40000000 /dev/zero | tr '\0' x; } >comment.xls
{ printf '<table><tr><td>'; head -c 9000000 /dev/zero | sed 's/\x00\x00\x00/<b>/g'; } >deep.xls
printf '<table><tr><td colspan=16000>a</td><td colspan=16000>b</td></tr></table>' >wide.xls
for file in comment.xls deep.xls wide.xls; do
    (ulimit -v 4000000 2>/dev/null; "$REDRESS" check $file; echo "code $?")
done
