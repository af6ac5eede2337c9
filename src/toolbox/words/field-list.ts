/**
 * Names of the fields of results and of structured inputs, one a line: `field|中文|English`. A field that means another thing
 * in a method stands as `method/field`. Where the English is left out it is the field's own words (`sigmaWithin`: sigma within).
 */
export const fieldList = `
p/p|平均不合格品率 p̄|mean fraction nonconforming p̄
np/p|平均不合格品率 p̄|mean fraction nonconforming p̄
laney-p/p|平均不合格品率 p̄|mean fraction nonconforming p̄
c/c|平均不合格数 c̄|mean number of nonconformities c̄
u/u|平均单位不合格数 ū|mean nonconformities a unit ū
laney-u/u|平均单位不合格数 ū|mean nonconformities a unit ū
sigmaZ|过度离散系数 σz|overdispersion σz
sigmaBetween|组间标准差|sigma between
sigmaTotal|总标准差（组内与组间）|sigma total
mewma/h|控制限 h|limit h
said|说明|in words
A|魅力 A|attractive A
O|期望 O|one-dimensional O
M|必备 M|must-be M
I|无差异 I|indifferent I
R|反向 R|reverse R
Q|可疑 Q|questionable Q
fmea/H|高 H|high H
fmea/M|中 M|medium M
fmea/L|低 L|low L
risk-chain/H|高 H|high H
risk-chain/M|中 M|medium M
risk-chain/L|低 L|low L
H|高|high
L|低|low
a|特性甲|characteristic a
b|特性乙|characteristic b
above|超出上限|above
absolute|绝对重要度|absolute importance
ac|接收数 Ac|acceptance number Ac
acceptable|可接受|
accepted|接收|
acceptedInRow|连续接收批数|accepted in a row
action|措施|
activities|作业|
ad|AD 统计量|AD statistic
adjusted|修正统计量|adjusted statistic
after|措施后|after the action
arrow-diagram/after|紧前作业|after
agreeing|同号点数|agreeing points
aic|AIC|AIC
aliases|别名|
allStandard|全体与基准一致|all against the standard
alpha|Cronbach α|Cronbach’s alpha
power-and-sample-size/alpha|显著性水平 α|significance level
multi-vari/layout|布局|layout
multi-vari/factors|因素（由外到内）|factors, from the outside in
multi-vari/cells|各组合|cells
multi-vari/cell|组合|cell
multi-vari/points|各数据|values
multi-vari/levels|水平|levels
totalVariance|总方差|total variance
multi-vari/largest|占比最大的来源|largest source
capability-many/wanted|要求的 Ppk|Ppk wanted
capability-many/judged|算出的特性数|characteristics with figures
capability-many/short|低于要求的特性数|below what is wanted
capability-many/characteristics|各特性（最差在前）|characteristics, worst first
ppkLower|Ppk 置信下限|Ppk, lower limit
pNormal|正态检验 p|p of normality
capability-many/stability|稳定性|stability
capability-many/judgement|判断|judgement
run-chart/above|中位数上方点数|points above the median
run-chart/below|中位数下方点数|points below the median
run-chart/onMedian|落在中位数上的点数|points on the median
run-chart/aboutMedian|中位数两侧的链|runs about the median
run-chart/upDown|升降链|runs up and down
run-chart/observed|实际链数|runs observed
run-chart/expected|预期链数|runs expected
run-chart/sd|链数的标准差|SD of the number of runs
pClustering|聚集的 p 值|p of clustering
pMixtures|混合的 p 值|p of mixtures
pTrends|趋势的 p 值|p of trends
pOscillation|振荡的 p 值|p of oscillation
run-chart/points|不相等的相邻点数|points, equal neighbours once
longestRun|最长的同侧链|longest run on one side
run-chart/length|点数|points
run-chart/from|起点|from point
run-chart/to|终点|to point
run-chart/limit|偶然可有的点数|points that chance allows
run-chart/series|各点|points in order
run-chart/findings|发现|findings
run-chart/alpha|显著性水平 α|significance level
central-composite-design/alpha|轴点距离 α|axial distance
andersonDarling|Anderson-Darling 检验|Anderson–Darling test
anova|方差分析表|analysis of variance
answer|回答|
aoq|平均检出质量 AOQ|average outgoing quality
aoql|平均检出质量上限 AOQL|AOQL
aoqlAt|AOQL 所在的不合格品率|fraction at the AOQL
ap|措施优先级 AP|action priority AP
apAfter|措施后 AP|AP after the action
appraisal|鉴定成本|appraisal cost
appraiser|评价人|
appraisers|评价人|
arl|平均链长 ARL|average run length
arl0|受控时平均链长 ARL₀|ARL in control
arl1|偏移时平均链长 ARL₁|ARL after the shift
array|正交表|orthogonal array
arrow|表中箭头|arrow in the table
asn|平均样本量 ASN|average sample number
atRisk|在险数|at risk
ati|平均总检验数 ATI|average total inspection
autocorrelation|一阶自相关|autocorrelation, lag 1
ave|平均提取方差 AVE|average variance extracted
averageBias|平均偏倚|
averageBiasP|平均偏倚的 p 值|p of the average bias
axialRuns|轴点次数|
balanced|均衡|
band|置信带|confidence band
bars|各条|bars
bartlett|Bartlett 检验|Bartlett’s test
below|低于下限|below
best|最佳水平|best levels
better|增加满意 Better|better
between|评价人之间一致|between appraisers
betweenPercent|层间占总变差 %|share between strata, %
bias|偏倚|
bins|各组|classes
block|区组|
blocks|区组|
bones|大骨数|main bones
bothSides|两侧都有|on both sides
bound|界|
candidates|候选模型|
capable|够用|
card|卡片|
cards|卡片|
categories|类别|
category|类别|
cause|原因|
causes|原因|
cells|各格|cells
centre|中心|
gauge-stability/centre|中心线|centre line
analyse-response-surface/centre|中心点|centre points
centreRuns|中心点次数|
cg|Cg|Cg
cgk|Cgk|Cgk
chains|原因链|chains
change|变化|
characteristic|特性|
characteristicLife|特征寿命|
characteristics|特性|
chart|控制图|
charts|控制图|
chiSquared|χ² 统计量|chi-squared
children|下级|below it
chosen|采用|
ci|置信区间|confidence interval
cl|中心线 CL|centre line CL
clear|结论明确|
closed|已关闭|
code|代码|
codeLetter|样本量字码|code letter
coded|编码值|coded
coding|编码|
coefficient|系数|
coefficients|系数|
cohen|Cohen κ|Cohen’s kappa
column|列|
columns|列|
compared|已比较|
comparison|模型比较|
completePercent|完成 %|complete, %
components|变差分量|components of variation
compositeReliability|组合信度|
confidence|置信水平|confidence level
confirmed|已确认|
sampling-plan/confirmed|表值已核对|table confirmed
confirmedCauses|已确认的原因|confirmed causes
conflicts|冲突|
constant|限值不变|limits constant
analyse-factorial/constant|常数项（角点均值）|constant (mean of the corners)
consumerRisk|使用方风险|consumer’s risk
contribution|方差贡献 %|contribution, %
contributions|各变量的贡献|contributions
control|控制项|
controls|控制项|
converged|已收敛|
cook|Cook 距离|Cook’s distance
correlation|相关系数|
cost|费用|
count|个数|
customRules/count|其中几点|count
counted|参与计算的点数|points counted
counts|个数|counts
countsAfter|措施后个数|counts after the actions
coverage|覆盖比例|
cp|Cp|Cp
cpk|Cpk|Cpk
cpl|Cpl（下侧）|Cpl
cpm|Cpm|Cpm
cpu|Cpu（上侧）|Cpu
cramersV|Cramér V|Cramér’s V
critical|关键|
criticalPath|关键路线|
cubeRuns|角点次数|
cumulative|累计|
pareto/cumulative|累计 %|cumulative, %
matrix-data-analysis/cumulative|累计 %|cumulative, %
current|当前一步|current step
curvature|弯曲检验|test for curvature
curve|曲线|
d|探测度 D|detection D
day|日期|
deadEnds|死路|
deadlineProbability|按期完成的概率|probability of the deadline
decision|判定|
definingRelation|定义关系|
degree|次数|
deleted|删后残差|deleted residual
delta|极差|
deltas|各因素的极差|deltas
depth|层次|
detection|探测控制|detection
df|自由度|degrees of freedom
df1|分子自由度|df 1
df2|分母自由度|df 2
dfBetween|组间自由度|df between
dfPure|纯误差自由度|df of pure error
dfRegression|回归自由度|df of regression
dfResidual|残差自由度|df of the residual
dfWithin|组内自由度|df within
difference|差|
difficulty|难度|
direction|方向|
discipline|步骤|
disciplines|步骤|
distribution|分布|
distributionFree|非参数区间|distribution-free
done|已完成|
dpmo|百万机会缺陷数 DPMO|DPMO
drift|漂移（每子组）|drift a subgroup
driftP|漂移的 p 值|p of the drift
due|期限|
duration|工期|
durbinWatson|Durbin-Watson|Durbin–Watson
earliestFinish|最早完成|
earliestStart|最早开始|
effect|后果|
tree-diagram/effect|效果|
qfd/effect|相互影响|effect
analyse-factorial/effect|效应|
effects|效应|
eigenvalues|特征值|
en|En 值|En
enSignal|En 评价|En signal
errors|差错率|errors
estimate|估计值|
events|事件数|
evidence|证据|
exact|精确计算|
excluded|排除的点|points left out
expandedLimit|扩展判据|expanded limit
expected|期望数|
external|外部损失|external failure
f|F 统计量|F
fTest|F 检验|F test
factor|因子|
factors|因子|
failurePercent|损失占 %|failure cost, %
failures|失效|
life-data/failures|失效数|failures
falseAlarmPercent|误判率 %|false alarms, %
feasibility|可行性|
feature|功能|
features|功能|
field|栏目|
fields|变了的栏目|fields
findings|发现的问题|findings
first|第一组|first
firstMean|第一次均值|first mean
fisher|Fisher 精确 p 值|Fisher’s exact p
fit|拟合值|
fitted|拟合值|
fleissAllStandard|全体与基准 Fleiss κ|Fleiss, all against the standard
fleissBetween|评价人之间 Fleiss κ|Fleiss, between appraisers
fleissStandard|各人与基准 Fleiss κ|Fleiss, each against the standard
fleissWithin|各人自身 Fleiss κ|Fleiss, within appraisers
found|发现数|
fractionLower|下侧不合格率估计|fraction below
fractionUpper|上侧不合格率估计|fraction above
freeFloat|自由时差|free float
frequency|频次|
from|起|
further|再加一条的代价|one more test
g|G 统计量|G
gauge|量具|
generators|生成元|
goal|目标|
goalProbability|达到目标的概率|probability of the goal
gof|拟合优度 GoF|goodness of fit
group|组|
groupTotals|各组合计|totals of groups
groups|各组|groups
grr|%GRR（占总变差）|GRR, % of study variation
grrContribution|%GRR 方差贡献|GRR, % contribution
grrTolerance|%GRR（占公差）|GRR, % of tolerance
h|H 统计量|H
half|对称半幅|half
heading|标题|
high|上限|
histogram|直方图|
history|控制限的历次计算|history of the limits
homogeneous|均匀|
homogeneousExpanded|按扩展判据均匀|homogeneous by the expanded limit
how|质量特性|how
hows|质量特性|hows
id|编号|
impacts|影响|
importance|重要度|
in|指入箭头|arrows in
index|指数|
indicator|题目|
indicators|题目|
inside|在试验范围内|inside the region
inspectAll|应全检|inspect all
inspected|检验数|
interactions|交互作用|
intercept|截距|
interceptP|截距 p 值|p of the intercept
interceptSe|截距标准误|standard error of the intercept
interceptT|截距 t 值|t of the intercept
internal|内部损失|internal failure
item|项目|
items|项目|
iterations|迭代次数|
k|k|k
variables-plan/k|接收常数 k|acceptance constant k
variables-lot/k|接收常数 k|acceptance constant k
tolerance-interval/k|容忍系数 k|tolerance factor k
kaplanMeier|Kaplan-Meier 估计|Kaplan–Meier
kappa|κ|kappa
kendall|Kendall 系数|Kendall’s coefficient
kept|保留的主成分数|components kept
kind|种类|
kurtosis|峰度|
lab|实验室|laboratory
label|标签|
labels|标签|
labs|各实验室|laboratories
lackOfFit|失拟检验|lack of fit
latent|潜变量|latent variable
latents|潜变量|latent variables
latestFinish|最迟完成|
latestStart|最迟开始|
lcl|下控制限 LCL|lower control limit LCL
leaf|末端|leaf
lenth|Lenth 法|Lenth’s method
level|水平|
levels|水平|
levene|Levene 检验|Levene’s test
leverage|杠杆值|
likely|最可能时间|most likely
lilliefors|Lilliefors 检验|Lilliefors test
limit|判据|
limitingQuality|极限质量|
limits|控制限|control limits
linearity|线性|
linearityPercent|线性 %|linearity, %
links|联系|
lives|百分位寿命|lives
loading|载荷|
loadings|载荷|
location|位置参数|location parameter
logLikelihood|对数似然|
loops|循环|
loose|未归类的卡片|loose cards
lot|批|
lots|各批|lots
low|下限|
lower|下限|
lowerLine|下线|
lsl|规格下限 LSL|LSL
m|M|M
variables-plan/m|最大允许不合格率 M|largest fraction M
variables-lot/m|最大允许不合格率 M|largest fraction M
matched|一致数|
matrix|关系矩阵|
max|最大值|maximum
mean|均值|
meanLower|均值下限|lower limit of the mean
meanRank|平均秩|
meanUpper|均值上限|upper limit of the mean
means|均值|
tree-diagram/means|手段|means
median|中位数|
merged|并入“其他”的类数|categories merged
method|方法|
min|最小值|minimum
missPercent|漏判率 %|misses, %
missing|还缺|still missing
mixedPercent|前后不一 %|mixed, %
mode|失效模式|failure mode
model|模型|
ms|均方 MS|mean square
msAdjusted|调整均方|adjusted mean square
msBetween|组间均方|mean square between
msWithin|组内均方|mean square within
n|n|n
sampling-plan/n|样本量 n|sample size n
sampling-curves/n|样本量 n|sample size n
sampling-design/n|样本量 n|sample size n
sampling-zero/n|样本量 n|sample size n
dodge-romig/n|样本量 n|sample size n
variables-plan/n|样本量 n|sample size n
sampling-switching/n|样本量 n|sample size n
name|名称|
ndc|可区分类别数 ndc|distinct categories ndc
ndcExact|ndc（未取整）|ndc before rounding
neededN|需要的样本量|sample size needed
next|下一步|next
sampling-switching/next|下一批|next lot
nodes|各点|nodes
normal|正态区间|by the normal distribution
normality|正态性|
notAccepted|不接收批数|lots not accepted
now|现在|
o|频度 O|occurrence O
observations|各观测|observations
observed|实际一致比例|observed agreement
of|最近几点|of the last
open|待确认|
operator|评价人|operator
operators|评价人数|operators
opposing|异号点数|opposing points
optimistic|最短时间|optimistic
orthogonal|正交|
out|失控点|points out of control
relations/out|指出箭头|arrows out
p|p 值|p value
sampling-plan/p|不合格品率 p|fraction nonconforming p
sampling-curves/p|不合格品率 p|fraction nonconforming p
sampling-design/p|不合格品率 p|fraction nonconforming p
sampling-zero/p|不合格品率 p|fraction nonconforming p
dodge-romig/p|不合格品率 p|fraction nonconforming p
variables-plan/p|不合格品率 p|fraction nonconforming p
p10|接收概率 10 % 的质量|quality accepted at 10 %
p50|接收概率 50 % 的质量|quality accepted at 50 %
p95|接收概率 95 % 的质量|quality accepted at 95 %
pOfG|G 的 p 值|p of G
pa|接收概率 Pa|probability of acceptance Pa
pa1|好批的接收概率|Pa of good lots
pa2|坏批的接收概率|Pa of bad lots
panel|图|chart
panels|图|charts
parameters|参数|
part|零件|
parts|零件数|parts
path|路径|
paths|路径|
percent|%|%
percentOfSales|占销售额 %|% of sales
period|期间|
periods|各期|periods
pessimistic|最长时间|pessimistic
planLetter|实用字码|letter of the plan
point|点|
points|点数|points
customRules/points|连续点数|points in a row
pooled|合并交互作用|interaction pooled
power|功效|
pp|Pp|Pp
ppk|Ppk|Ppk
ppl|Ppl（下侧）|Ppl
ppm|百万分率 ppm|ppm
ppmObserved|实测 ppm|observed ppm
ppmOverall|按整体 σ 预期 ppm|expected ppm, overall
ppmBetweenWithin|按组间/组内 σ 预期 ppm|expected ppm, between/within
ppmWithin|按组内 σ 预期 ppm|expected ppm, within
ppu|Ppu（上侧）|Ppu
predicted|预测值|
predictions|预测|
prevention|预防控制|prevention
cost-of-quality/prevention|预防成本|prevention cost
price|判异准则的代价|price of the tests
probability|概率|
problem|问题|
processPercent|占过程变差 %|% of process variation
proportion|比例|
proportion1|比例 1|
proportion2|比例 2|
proven|有证据|
pse|伪标准误 PSE|pseudo standard error
pseudomedian|伪中位数|
q1|下四分位数 Q1|first quartile
q3|上四分位数 Q3|third quartile
qLower|下侧质量统计量 Q|quality statistic, lower
qUpper|上侧质量统计量 Q|quality statistic, upper
r|相关系数 r|correlation r
r2|R²|R²
rBar|平均极差 R̄|mean range
rHigh|r 的上限|upper limit of r
rLow|r 的下限|lower limit of r
rSquared|R²|R²
rSquaredAdjusted|调整 R²|adjusted R²
rSquaredPredicted|预测 R²|predicted R²
rUcl|极差上控制限|UCL of the ranges
range|极差|
ranges|极差|
rank|名次|
ranked|排序|
rate|率|
ratio|比|
qfd/ratio|提高率|ratio
analyse-taguchi/ratio|信噪比|signal-to-noise ratio
re|拒收数 Re|rejection number Re
reached|达到的置信水平|confidence reached
reaction|失控时的反应|reaction
reason|原因|
recent|最近各批是否接收|recent lots accepted
reference|基准值|reference value
references|各基准|references
relations|关系|
repeatabilityPercent|重复性占公差 %|repeatability, % of tolerance
replaces|代替的方案|replaces
replicates|重复次数|
residual|残差|
residuals|残差|
resolution|分辨度|
response|响应|
responsible|负责人|
result|结果|
revision|第几次计算|revision
robustMean|稳健均值 x*|robust mean
robustSd|稳健标准差 s*|robust standard deviation
roof|屋顶（特性间影响）|roof
root|根本原因|root cause
roots|根本原因|roots
row|行|
rows|行|
fmea/rows|失效清单|failures
risk-chain/rows|失效清单|failures
check-sheet/rows|各项|items
general-anova/rows|方差分析表|analysis of variance
rpn|风险顺序数 RPN|risk priority number
rule|准则|test
histogram/rule|分组规则|rule
rules|判异准则|tests
run|试验号|
runs|各次试验|runs
s|标准差 s|standard deviation s
fmea/s|严重度 S|severity S
risk-chain/s|严重度 S|severity S
same|符号相同|same
sample|样本|
sampleSize|样本量|
samples|样本|
capability-binomial/samples|样本数|samples
capability-poisson/samples|样本数|samples
satisfaction|满意度指数|satisfaction index
scale|尺度参数|scale parameter
score|得分|
sampling-switching/score|转移得分|switching score
scores|得分|
sd|标准差|standard deviation
sdHigh|标准差上限|upper limit of sd
sdLow|标准差下限|lower limit of sd
sdLower|标准差下限|lower limit of sd
sdUpper|标准差上限|upper limit of sd
se|标准误|standard error
se0|原假设下标准误|standard error under the null
second|第二组|second
secondMean|第二次均值|second mean
sellingPoint|卖点|
sequential|逐项平方和|sequential
series|数据序列|series
severity|检验严格度|
shape|形状参数|shape parameter
shapiroWilk|Shapiro-Wilk 检验|Shapiro–Wilk test
share|比例|
shift|偏移（σ）|shift, sigma
side|哪一侧|side
sigma|σ|sigma
sigmaOverall|整体标准差 σ（整体）|sigma, overall
sigmaPt|能力评定标准差 σpt|sigma pt
sigmaBetweenWithin|组间/组内标准差 σ（B/W）|sigma, between/within
sigmaWithin|组内标准差 σ（组内）|sigma, within
sign|符号|
signP|符号检验 p 值|p of the sign test
signal|评价|
signals|失控点|signals
singleLower|单值下限|lower limit, single
singleUpper|单值上限|upper limit, single
size|样本量|
sizes|样本量|
skewness|偏度|
slope|斜率|
slopeP|斜率 p 值|p of the slope
slopeSe|斜率标准误|standard error of the slope
slopeT|斜率 t 值|t of the slope
source|来源|
special|特殊特性|
specification|规格|
ss|平方和 SS|sum of squares
proficiency-homogeneity/ss|样品间标准差 ss|between-sample sd
ssAdjusted|调整平方和|adjusted sum of squares
ssBetween|组间平方和|sum of squares between
ssPure|纯误差平方和|sum of squares, pure error
ssRegression|回归平方和|sum of squares, regression
ssResidual|残差平方和|sum of squares, residual
ssSequential|顺序平方和|sequential sum of squares
ssTotal|总平方和|total sum of squares
ssWithin|组内平方和|sum of squares within
stability|稳定性|
stable|稳定|
stableExpanded|按扩展判据稳定|stable by the expanded limit
stage|阶段|
stages|阶段|
sampling-plan/stages|各次抽样|stages
sampling-curves/stages|各次抽样|stages
sampling-design/stages|各次抽样|stages
sampling-zero/stages|各次抽样|stages
dodge-romig/stages|各次抽样|stages
standard|标准顺序|standard order
attribute-agreement/standard|与基准一致|against the standard
standardised|标准化残差|standardised residual
start|起点|
states|状态（留给下次）|states, for next time
stationary|驻点|stationary point
statistic|统计量|
step|工序|
stopped|已停止检验|stopped
strata|各层|strata
stratum|层|
strength|关系强度|
study|研究变差|study variation
studyPercent|占总变差 %|% of study variation
subgroups|子组数|
supplier|供方|
survival|存活概率|
sw|样品内标准差 sw|within-sample sd
sx|样品均值标准差 sx|sd of sample means
t|t 统计量|t
table|方差分析|table
target|目标值|
term|项|
terms|各项|terms
test|检验|
text|说明|
time|时间|
to|至|to
todo|要做的|to do
tolerancePercent|占公差 %|% of tolerance
total|合计|
totalFloat|总时差|total float
totalPercent|总变差占公差 %|total, % of tolerance
trials|试验次数|trials
tukey|Tukey 两两比较|Tukey’s comparisons
u|不确定度 u|uncertainty u
mann-whitney/u|U 统计量|U
ucl|上控制限 UCL|upper control limit UCL
uncovered|没有对策的障碍|uncovered obstacles
unit|单位|
units|件数|units
upper|上限|
upperLine|上线|
usl|规格上限 USL|USL
uxpt|指定值的不确定度|uncertainty of the assigned value
v|V 统计量|V
value|值|
values|数据|
variable|变量|
variables|变量|
variance|方差|
verdict|结论|
view|角度|
vif|方差膨胀因子 VIF|VIF
vital|关键少数|vital few
vitalFew|关键少数|vital few
wanted|应填|wanted
weight|权重|
weighted|加权|
welch|Welch 检验|Welch’s test
what|顾客要求|what
whats|顾客要求|whats
whys|为什么|whys
width|组距|class width
winsorized|被修正的结果数|results winsorised
within|评价人自身一致|within appraisers
worse|消除不满 Worse|worse
x|x|x
xpt|指定值 xpt|assigned value
y|y|y
yield|合格率|
z|z 值|z
capability-binomial/z|σ 水平 Z|sigma level Z
capability-poisson/z|σ 水平 Z|sigma level Z
zPrime|z′ 值|z′
zShifted|σ 水平（加 1.5）|sigma level, shifted by 1.5
zeros|零差数|zeros
zeta|ζ 值|zeta
zh|中文|Chinese
xbar|均值图|means
mr|移动极差图|moving ranges
i|单值图|single values
`;

/** Words of a field's values: `value|中文|English`; `field=value` where the same word means another thing there. */
export const valueList = `
missing=leader|组长|leader
missing=members|成员|members
missing=what|什么|what
missing=where|何处|where
missing=when|何时|when
missing=howMany|多少|how many
missing=containment|围堵措施|containment
missing=verified|验证|verified
missing=verification|验证|verification
missing=implementedOn|实施日期|implemented on
missing=effect|效果|effect
missing=updatedDocuments|更新的文件|updated documents
missing=similarProducts|类似产品|similar products
missing=closedOn|关闭日期|closed on
missing=occurrenceCause|发生原因|why it occurred
missing=escapeCause|流出原因|why it escaped
missing=actions|永久措施|corrective actions
name=all|合计|all together
category=overall|合计|overall
reason=two-of-five-not-accepted|连续 5 批内有 2 批不接收|two of five lots not accepted
reason=five-accepted|连续 5 批接收|five lots in a row accepted
reason=score-thirty|转移得分达到 30|switching score reached 30
reason=five-not-accepted-stop|加严下累计 5 批不接收，停止检验|five lots not accepted under tightened inspection: stopped
reason=reduced-lot-not-accepted|放宽下一批不接收|a lot not accepted under reduced inspection
reason=production-irregular|生产不稳定，或不再希望放宽|production irregular, or reduced no longer wanted
reason=not-original|再次提交的批，不计|a resubmitted lot, which does not count
reason=stopped|检验已停止|inspection is stopped
model=normal|正态|normal
distribution=normal|正态|normal
weibull|威布尔|Weibull
lognormal|对数正态|lognormal
gamma|伽马|gamma
exponential|指数|exponential
loglogistic|对数逻辑斯谛|loglogistic
logistic|逻辑斯谛|logistic
smallest-extreme-value|最小极值|smallest extreme value
largest-extreme-value|最大极值|largest extreme value
box-cox|Box-Cox 变换|Box-Cox transformation
johnson-su|Johnson SU 变换|Johnson SU transformation
johnson-sb|Johnson SB 变换|Johnson SB transformation
johnson-sl|Johnson SL 变换|Johnson SL transformation
empirical|经验分位数|empirical percentiles
chart=shewhart|休哈特图加判异准则|Shewhart chart with tests
chart=ewma|EWMA 控制图|EWMA chart
chart=cusum|CUSUM 控制图|CUSUM chart
above|上侧|above
below|下侧|below
both|两侧|both
limit|超出控制限|beyond a limit
beyond|超出若干 σ|beyond some sigma
run|链（同侧连续）|run on one side
trend|趋势（连续升或降）|trend
alternation|交替上下|alternation
cluster|聚集（几点中几点）|cluster
clustering|聚集|clustering
mixtures|混合|mixtures
trends|趋势|trends
oscillation|振荡|oscillation
long-run|同侧链过长|long run
layout=nested|嵌套|nested
layout=crossed|交叉|crossed
source=within|组内（重复）|within (repetition)
largest=within|组内（重复）|within (repetition)
stability=stable|稳定|stable
stability=unstable|不稳定|unstable
stability=unknown|未知|unknown
judgement=meets|满足|meets
judgement=short|不足|falls short
judgement=not-judged|没有算|not judged
hugging|紧贴中心线|hugging the centre
mixture|远离中心线|mixture
single|一次|single
double|二次|double
multiple|多次|multiple
characteristic|特性|characteristic
failure|失效|failure
control|控制项|control
chart|控制图|chart
root|根本原因|root
result|结果|result
middle|中间|middle
alone|孤立|alone
start|起点|start
step|步骤|step
obstacle|障碍|obstacle
countermeasure|对策|countermeasure
goal|目标|goal
maximum|极大|maximum
minimum|极小|minimum
saddle|鞍点|saddle
plan|用此方案|as it stands
arrow=down|箭头向下|arrow down
arrow=up|箭头向上|arrow up
direction=up|越大越好|larger is better
direction=down|越小越好|smaller is better
target|望目|nominal is best
normal|正常|normal
tightened|加严|tightened
reduced|放宽|reduced
accepted|接收|accepted
not-accepted|不接收|not accepted
undecided|未定|undecided
stopped|停止检验|stopped
stays|不变|stays
acceptable|可接受|acceptable
conditional|有条件接受|conditional
unacceptable|不可接受|unacceptable
w|W 系数|W
tau|τ 系数|tau
score=z|z|z
score=zPrime|z′|z′
satisfactory|满意|satisfactory
questionable|可疑|questionable
unsatisfactory|不满意|unsatisfactory
H|高 H|high H
ap=M|中 M|medium M
apAfter=M|中 M|medium M
L|低 L|low L
added|新增|added
removed|删去|removed
changed|改动|changed
critical|关键|critical
significant|重要|significant
sturges|Sturges 公式|Sturges
sqrt|平方根|square root
scott|Scott 公式|Scott
freedman-diaconis|Freedman-Diaconis 公式|Freedman–Diaconis
qc|QC 手册（取整）|QC handbook
yes|已确认|confirmed
no|已排除|ruled out
open|待确认|open
strong|强|strong
medium|中|medium
weak|弱|weak
occurrence|为什么发生|why it occurred
detection|为什么没发现|why it was not detected
system|为什么体系没防住|why the system allowed it
d1|D1 成立小组|D1 team
d2|D2 描述问题|D2 problem
d3|D3 临时措施|D3 containment
d4|D4 根本原因|D4 root cause
d5|D5 选定措施|D5 chosen actions
d6|D6 实施措施|D6 implemented actions
d7|D7 防止再发|D7 prevention
d8|D8 总结|D8 recognition
strong-positive|强正相关|strong positive
positive|正相关|positive
negative|负相关|negative
strong-negative|强负相关|strong negative
category=M|必备|must-be
category=O|期望|one-dimensional
category=A|魅力|attractive
category=I|无差异|indifferent
category=R|反向|reverse
category=Q|可疑|questionable
linear|一次项|linear
square|平方项|square
interaction|交互项|interaction
larger|望大|larger is better
smaller|望小|smaller is better
nominal|望目|nominal is best
mean|均值|mean
grr|量具 GRR|gauge R&R
repeatability|重复性|repeatability
reproducibility|再现性|reproducibility
operator|评价人|operator
part|零件|part
part-to-part|零件间|part to part
total|总变差|total
residual|残差|residual
constant|常数|constant
day|日期|day
xbar|均值图|means
r|极差图|ranges
s|标准差图|standard deviations
i|单值图|single values
mr|移动极差图|moving ranges
panel=s|标准差图|standard deviations
panel=means|子组均值图|subgroup means
panel=p|p 图|p chart
panel=np|np 图|np chart
panel=c|c 图|c chart
panel=u|u 图|u chart
panel=laney-p|p′ 图|p′ chart
panel=laney-u|u′ 图|u′ chart
panel=ewma|EWMA 图|EWMA chart
panel=cusum-upper|上侧累积和|upper sum
panel=cusum-lower|下侧累积和|lower sum
panel=zone|区域图|zone chart
panel=ma|移动平均图|moving averages
panel=dnom|偏差图|deviations
panel=z|Z 图|Z chart
panel=mr-z|移动极差图|moving ranges
panel=g|g 图|g chart
panel=t|t 图|t chart
panel=t2|T² 图|T² chart
panel=mewma|MEWMA 图|MEWMA chart
`;
