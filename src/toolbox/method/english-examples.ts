/**
 * The words of the worked examples in English, one a line: `中文|English`. An example has one content; its data, choices and
 * source are put into English word by word, so that both languages give the same figures.
 */
export const englishWords = `
GB/T 2828.1-2012 表 1、表 2-A|GB/T 2828.1-2012, tables 1 and 2-A
规则演算（GB/T 2828.1-2012 9.3）|worked by the rules (GB/T 2828.1-2012, 9.3)
两点取自 Montgomery, Introduction to Statistical Quality Control, ch. 15 (图算 n=89, c=2)|the two points from Montgomery, Introduction to Statistical Quality Control, ch. 15 (by its nomograph n = 89, c = 2)
超几何分布，C(190,41)/C(200,41) = 0.095|hypergeometric distribution, C(190,41)/C(200,41) = 0.095
scipy 逐个 n 搜索的结果相同|a search through every n with scipy gives the same
ISO 3951-1:2005 教学示例（数值）|ISO 3951-1:2005, teaching example (figures)
教学数据（按嵌套模型编制）|teaching data (made by the nested model)
教学数据（R MASS::hubers 核对）|teaching data (checked with R, MASS::hubers)
教学数据（按模型编制，numpy 核对）|teaching data (made by the model, checked with numpy)
教学数据|teaching data
甲|A
甲1|A1
甲2|A2
甲3|A3
甲4|A4
甲5|A5
乙|B
乙1|B1
乙2|B2
乙3|B3
乙4|B4
乙5|B5
丙|C
丙1|C1
丙2|C2
丙3|C3
丙4|C4
丙5|C5
丁|D
戊|E
己|F
庚|G
辛|H
轴|shaft
第1周|week 1
第2周|week 2
第3周|week 3
第4周|week 4
第5周|week 5
第6周|week 6
第7周|week 7
第8周|week 8
第9周|week 9
第10周|week 10
第11周|week 11
第12周|week 12
OP20 精磨|OP20 finish grinding
直径偏大|diameter too large
装配过盈过大，轴承发热|too much interference in assembly, the bearing runs hot
砂轮磨损未补偿|wheel wear
每 50 件修整砂轮|dress the wheel every 50 pieces
首件与每小时抽检|first piece, and samples every hour
加在线测量与自动补偿|add in-process gauging with automatic compensation
工艺 王|process: Wang
直径偏小|diameter too small
轴承松动，异响|the bearing is loose and noisy
热膨胀未考虑|thermal expansion left out of account
磨削液恒温|coolant at constant temperature
粗糙度超差|roughness out of tolerance
磨损加快|wears faster
进给过快|feed too fast
程序锁定|program locked
每班抽检|samples every shift
OP10 车削|OP10 turning
倒角过小|chamfer too small
装配划伤|scratched in assembly
刀具错装|wrong tool mounted
刀具色标|tools marked by colour
目视|by eye
气动量仪|air gauge
每小时|every hour
停机，隔离上次合格后的产品，通知工艺|stop, set apart all since the last good check, call the process engineer
粗糙度仪|roughness tester
每班|every shift
修整砂轮，复检|dress the wheel, check again
轴颈直径 journal diameter|journal diameter
表面粗糙度 Ra|surface roughness Ra
倒角 chamfer|chamfer
划伤|scratch
周一|Mon
周二|Tue
周三|Wed
毛刺|burr
色差|off colour
尺寸超差|size out of tolerance
变形|deformed
漏孔|hole missing
包装破损|packing torn
1 号机|machine 1
2 号机|machine 2
轴径超差|shaft diameter out of tolerance
机 machine|machine
修整前后 30 件均值差 6 µm|means of 30 pieces before and after dressing differ by 6 µm
主轴跳动大|spindle runs out
实测 2 µm|measured: 2 µm
环 environment|environment
冷却液温升|coolant warms up
无恒温装置|no thermostat
温升 8 ℃ 时直径增大 5 µm|8 °C more, and the diameter grows by 5 µm
人 people|people
换班未测首件|no first piece
查记录 60 班均有首件|records of 60 shifts all show a first piece
料 material|material
毛坯余量不均|uneven stock
交货常晚两天|deliveries are often two days late
交付|delivery
催货没人接电话|nobody answers the telephone when we ask
包装压坏|cartons arrive crushed
包装|packing
标签看不清|labels cannot be read
说明书没有中文|the manual is not in our language
资料|papers
图纸版本不对|wrong edition of the drawing
加急单能当天回复|urgent orders are answered the same day
希望有样品间|we would like a sample room
订单临时变更|orders change at short notice
计划常改|the plan changes often
没有产能表|no capacity plan
外协安排晚|subcontracting is arranged late
缺料|material short
加班|overtime
交货晚|late delivery
返工多|much rework
轴径超差率降到 0.5 %|shafts out of tolerance down to 0.5 %
减小热变形|less thermal deformation
冷却液恒温|coolant at constant temperature
预热 30 分钟|warm up for 30 minutes
补偿磨损|compensate wear
在线测量自动补偿|in-process gauging with automatic compensation
每 30 件手动修整|dress by hand every 30 pieces
尺寸准|true to size
交付快|quick delivery
成本低|low cost
在线测量|in-process gauging
恒温冷却|constant coolant temperature
看板|kanban
标准工时|standard times
质量|quality
稳定|steadiness
响应|response
价格|price
订购|order
安装|install
到货晚|arrives late
租用旧机过渡|rent an old machine meanwhile
试切|trial cuts
精度不达标|not accurate enough
厂家驻场调整|the maker adjusts it on site
投产|in production
客户装配线发现 1 根轴漏铣键槽|the customer's line finds a shaft without its keyway
该件跳过了铣键槽工序|the piece skipped the milling of the keyway
随工单无 OP30 记录|no record of OP30 on its traveller
返修件放回了 OP30 之后的料架|a reworked piece was put back on the rack after OP30
现场查看料架|the rack was looked at on the spot
返修件没有标识工序状态|reworked pieces do not show which operation they await
返修流程文件无此要求|the rework procedure does not ask for it
返修件挂状态卡，放回原工序料架|a status card on reworked pieces, back to the rack of their operation
终检未检键槽|final inspection does not check the keyway
终检记录表无此项|the inspection sheet has no such line
终检表按旧图纸编制|the sheet follows an old drawing
表的版本为 A，图纸为 C|the sheet is at edition A, the drawing at C
改图时没有同步检验文件|the inspection papers did not follow the drawing
更改单未列检验文件|the change note does not list inspection papers
更改单增加检验文件栏|a field for inspection papers on the change note
没有防错：漏工序也能装夹下一道|no error-proofing: a skipped operation still fits the next fixture
试装确认|confirmed by a trial fit
PFMEA 未识别“漏工序”|the PFMEA does not know a skipped operation
PFMEA 第 3 版|PFMEA, edition 3
PFMEA 不含返修流程|the PFMEA leaves rework out
PFMEA 范围说明|scope of the PFMEA
OP40 夹具加键槽防错销，PFMEA 加返修流程|a keyway pin in the fixture of OP40, rework in the PFMEA
质量 李|quality: Li
工艺 王、车间 赵、检验 陈|process: Wang; workshop: Zhao; inspection: Chen
轴漏铣键槽|shaft without its keyway
客户装配线|the customer's assembly line
全检在库 1 260 根、在途 300 根|all 1 260 in stock and 300 on the way inspected
未再发现|none found since
返修件未标识工序状态|reworked pieces do not show which operation they await
终检表版本旧|inspection sheet of an old edition
模拟复现|reproduced by simulation
OP40 加防错销；更改单加检验文件栏|a pin at OP40; a field for inspection papers on the change note
防错销试装 50 次全部拦截|the pin stopped all of 50 trial fits
一按就准|right at one press
摔不坏|survives a fall
电池耐用|battery lasts
测距误差|range error
跌落高度|drop height
整机重量|weight
待机电流|standby current
预防|prevention
培训|training
鉴定|appraisal
检验|inspection
内部|internal
报废|scrap
返工|rework
外部|external
索赔|claims
培训与FMEA|training and FMEA
品牌形象|brand image
预期质量|expected quality
感知质量|perceived quality
感知价值|perceived value
顾客满意|customer satisfaction
顾客忠诚|customer loyalty
快充|fast charging
刹车灯|brake light
车内香氛|perfume in the car
温度: 160, 180; 浓度: 20, 40; 催化剂: A, B|temperature: 160, 180; concentration: 20, 40; catalyst: A, B
初始组织; 晶粒尺寸; 热等静压; 热处理; 抛光; 喷丸; 酸洗|initial structure; bead size; pressure treatment; heat treatment; polishing; peening; pickling
时间: 80, 90; 温度: 170, 180|time: 80, 90; temperature: 170, 180
温度: 150, 170; 时间: 10, 20; 压力: 1, 3|temperature: 150, 170; time: 10, 20; pressure: 1, 3
石灰石量; 粒度; 蜡石量; 蜡石种类; 装料量; 废料量; 长石量|limestone; fineness; agalmatolite; kind of agalmatolite; charge; waste; feldspar
`;
