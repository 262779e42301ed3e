# SPDX-License-Identifier: GPL-3.0-or-later
# The headers that ticket, CRM, hotline and work-order systems export, without a profile.
found() {
    echo "== $1"
    printf '%s\n' "$2" "$3" "$4" >"$1.csv"
    "$REDRESS" check "$1.csv" --format json -q --rules none | sed -n 's/^ *"roles": {\(.*\)},$/\1/p'
}
found zendesk \
    'Id,Requester,Requester id,Assignee,Group,Subject,Status,Priority,Via,Created at,Updated at,Due date,Initially assigned at,Solved at,Satisfaction Score,Replies' \
    '11,Ann,901,Bob,Cards,Card lost,Closed,Normal,Mail,2026-09-01 10:00:00,2026-09-03 10:00:00,2026-09-08 10:00:00,2026-09-01 11:00:00,2026-09-02 10:00:00,Good,2' \
    '12,Eve,902,Bob,Loans,Fee,Open,High,Web,2026-09-03 10:00:00,2026-09-03 10:00:00,2026-09-10 10:00:00,2026-09-03 11:00:00,,Offered,0'
found freshdesk \
    'Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,Last updated time,Initial response time,Resolution status,Survey results,Product,Full name' \
    '11,Card lost,Closed,Low,Email,Problem,Bob,Cards,2026-09-01 10:00:00,2026-09-08 10:00:00,2026-09-02 10:00:00,2026-09-02 12:00:00,2026-09-02 12:00:00,2026-09-01 11:00:00,Within SLA,Happy,Cards,Ann' \
    '12,Fee,Open,High,Phone,Question,Bob,Loans,2026-09-03 10:00:00,2026-09-10 10:00:00,,,2026-09-03 10:00:00,,,,Loans,Eve'
found servicenow \
    'Number,Opened,Short description,Caller,Priority,State,Category,Assignment group,Assigned to,Updated,Resolved,Closed,Contact type,Made SLA,Close notes' \
    'INC0010001,2026-09-01 10:00:00,Card lost,Ann,2 - High,Closed,Cards,Desk,Bob,2026-09-03 10:00:00,2026-09-02 10:00:00,2026-09-03 10:00:00,Phone,true,done' \
    'INC0010002,2026-09-02 10:00:00,Fee,Eve,4 - Low,In Progress,Loans,Desk,Bob,2026-09-03 10:00:00,,,Email,false,'
found jira \
    'Issue key,Issue id,Summary,Issue Type,Status,Priority,Assignee,Reporter,Created,Updated,Last Viewed,Resolved,Due Date,Description,Component/s,Custom field (Satisfaction)' \
    'SUP-11,10011,Card lost,Complaint,Done,High,Bob,Ann,01/Sep/26 10:00 AM,03/Sep/26 10:00 AM,03/Sep/26 11:00 AM,02/Sep/26 10:00 AM,08/Sep/26 10:00 AM,I lost it,Cards,5' \
    'SUP-12,10012,Fee,Complaint,To Do,Low,Bob,Eve,03/Sep/26 10:00 AM,03/Sep/26 10:00 AM,,,10/Sep/26 10:00 AM,Too high,Loans,'
found salesforce \
    'Case Number,Account Name,Contact Name,Case Owner,Date/Time Opened,Date/Time Closed,Status,Priority,Case Origin,Case Reason,Type,Subject,Description,Last Modified Date,Escalated' \
    '00001011,Harbour,Ann,Bob,2026-09-01 10:00,2026-09-02 10:00,Closed,High,Phone,Cards,Problem,Card lost,I lost it,2026-09-02 10:00,0' \
    '00001012,Harbour,Eve,Bob,2026-09-03 10:00,,New,Low,Web,Loans,Question,Fee,Too high,2026-09-03 10:00,1'
found 12345热线 \
    '工单号,来电时间,诉求人,来电号码,诉求标题,诉求内容,诉求类型,诉求来源,区县,承办单位,派单时间,签收时间,应办结时间,办结时间,办理状态,回复内容,回访时间,是否满意,是否按期办结' \
    'GD202609010001,2026-09-01 10:00:00,甲某,13000000000,路灯不亮,某路路灯不亮,城市管理,电话,江北区,城管局,2026-09-01 11:00:00,2026-09-01 12:00:00,2026-09-08 10:00:00,2026-09-03 10:00:00,已办结,已修复,2026-09-04 10:00:00,满意,是' \
    'GD202609010002,2026-09-02 10:00:00,乙某,13000000001,噪声,夜间施工,环境保护,微信,江南区,住建局,2026-09-02 11:00:00,,2026-09-09 10:00:00,,办理中,,,,'
found 银行投诉 \
    '投诉编号,登记时间,投诉渠道,投诉业务类别,投诉原因,投诉等级,被投诉机构,责任部门,客户号,客户姓名,投诉内容,处理状态,结案日期,处理结果,是否属实,赔付金额,满意度（1-5）,经办人' \
    'TS2026090001,2026-09-01 10:00,客服热线,信用卡,收费争议,一般,江北支行,零售部,K01,甲某,年费未提前告知,已结案,2026-09-05,已退费,属实,120.00,5,丙' \
    'TS2026090002,2026-09-02 10:00,网点,理财,信息披露,重大,江南支行,零售部,K02,乙某,没有说明风险,处理中,,,,,,丙'
found 运营商工单 \
    '工单流水号,受理号码,品牌,建单时间,派发时间,归档时间,要求完成时间,投诉类别,投诉现象,故障原因,地市,客户级别,工单状态,回单内容,重派次数' \
    'YD001,13000000000,全球通,2026/9/1 10:00,2026/9/1 10:05,2026/9/2 9:00,2026/9/3 10:00,网络质量,无信号,基站故障,江城,钻石,已归档,已修复,0' \
    'YD002,13000000001,动感地带,2026/9/2 10:00,2026/9/2 10:05,,2026/9/4 10:00,资费,扣费不明,,江城,普通,处理中,,1'
