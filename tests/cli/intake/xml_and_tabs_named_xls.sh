# SPDX-License-Identifier: GPL-3.0-or-later
# The XML of Excel 2003 and tab-separated text, both named .xls.
cat >book.xls <<'END'
<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Worksheet ss:Name="Cover"><Table><Row><Cell><Data ss:Type="String">hi</Data></Cell></Row></Table></Worksheet>
 <Worksheet ss:Name="Cases"><Table ss:ExpandedColumnCount="3">
  <Row><Cell><Data ss:Type="String">No</Data></Cell><Cell><Data ss:Type="String">In</Data></Cell>
   <Cell ss:Index="4"><Data ss:Type="String">Text</Data></Cell></Row>
  <Row ss:Index="5"><Cell><Data ss:Type="Number">7</Data></Cell>
   <Cell><Data ss:Type="DateTime">2026-02-03T00:00:00.000</Data><Comment><ss:Data>a note</ss:Data></Comment></Cell>
   <Cell ss:Index="4"><ss:Data ss:Type="String">a&#10;<B>b</B> &lt;c&gt;</ss:Data></Cell></Row>
  <Row><Cell><Data ss:Type="Number">8</Data></Cell><Cell><Data ss:Type="DateTime">soon</Data></Cell><Cell/></Row>
 </Table></Worksheet></Workbook>
END
map="--map id=No --map received=In --map text=Text"
"$REDRESS" check book.xls $map --quiet --refused refused.csv | sed -n 2,4p
"$REDRESS" sql book.xls $map --quiet --format json "select id, received, text from complaints"
cat refused.csv
"$REDRESS" check book.xls $map --sheet cover
printf 'No\tIn\tText\n1\t2026-02-03\tx\n' >tabs.xls
"$REDRESS" check tabs.xls $map --quiet | sed -n 2,3p
