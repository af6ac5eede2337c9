/**
 * What the figures of results are and how they come about, one a line: `field|formula|中文|English`, a formula
 * with words in it as `中文 // English`. A field that means another
 * thing in a method, or in a part of its result, stands as `method/field` or by its path (`normality.p`). A method's own
 * explanation, with its figures put in, goes before these.
 */
export const explanationList = `
limits.cusum-upper.cl|CL = 0|累积和从 0 起，回到 0 即重新累积|the cumulative sum starts from 0 and begins anew whenever it returns there
limits.cusum-lower.cl|CL = 0|累积和从 0 起，回到 0 即重新累积|the cumulative sum starts from 0 and begins anew whenever it returns there
limits.mr-z.ucl|UCL = (d2 + 3 d3) · 1|标准化值的 σ 为 1，移动极差的上限是常数：n = 2 时 1.128 + 3 × 0.8525|a standardised value has sigma 1, so the limit of its moving range is a constant: 1.128 + 3 × 0.8525 for n = 2
limits.mr-z.cl|CL = d2 · 1|标准化值的 σ 为 1，n = 2 时 d2 = 1.128|a standardised value has sigma 1; d2 is 1.128 for n = 2
limits.mr-z.lcl|LCL = max(0, d2 − 3 d3)|极差不为负，算出负数取 0|a range is never negative, so the limit stops at 0
stages.parameters.mean|x̄ = Σ xᵢ / n|本阶段参与计算的点的均值，或您给出的历史均值，是中心线的依据|mean of the points that count in this stage, or the historical mean you gave; the centre line rests on it
stages.parameters.sigma|按约定：R̄/d2、S̄/c4 或 M̄R/1.128 // by convention: R̄/d2, S̄/c4 or MR̄/1.128|一个单值的标准差，按所选的估计法（如 R̄/d2、S̄/c4、M̄R/1.128）；控制限的宽度由它来|standard deviation of one value by the chosen estimate (such as R̄/d2, S̄/c4 or MR̄/1.128); the width of the limits comes from it
stages.parameters.sigmaWithin|R̄ / d2; S̄ / c4|组内标准差：同一子组里各值之间的波动|within subgroups: how values of one subgroup differ
stages.parameters.sigmaBetween|√(s²(x̄) − σw² / n)|组间标准差：子组均值的波动里扣去组内波动带来的部分|between subgroups: what is left of the variation of the means when that from within is taken away
stages.parameters.sigmaTotal|√(σw² + σb²)|组内和组间合起来的标准差|variation within and between taken together
stages.parameters.sigmaZ|M̄R(z) / 1.128|Laney 的 σz：各样本标准化后实际波动是二项（泊松）理论的几倍；大于 1 是过度离散|Laney’s sigma z: how many times the binomial (Poisson) variation the standardised samples really vary; above 1 means overdispersion
stages.parameters.p|p̄ = Σ dᵢ / Σ nᵢ|平均不合格品率，中心线和各点的限由它来|mean fraction nonconforming; centre line and limits come from it
stages.parameters.c|c̄ = Σ cᵢ / k|每个样本的平均不合格数|mean number of nonconformities a sample
stages.parameters.u|ū = Σ cᵢ / Σ nᵢ|每单位的平均不合格数|mean number of nonconformities a unit
stages.parameters.h|h(p, λ, ARL₀)|MEWMA 的控制限：由变量数 p、λ 和所要的受控链长 ARL₀ 算出，或您给出|limit of the MEWMA: from the number of variables, lambda and the wanted run length in control, or as you gave it
stages.parameters.points|m|估计均值向量和协方差阵用的点数|points from which mean vector and covariance were estimated
stages.parameters.variables|p|同时监视的特性个数|number of characteristics watched together
n|n|参与计算的数据个数；空单元格和标明不计的不在其内|number of values that were computed with; empty cells and excluded ones are not among them
sample.n|n|这一样本的数据个数|number of values of the sample
mean|x̄ = Σ xᵢ / n|算术均值|arithmetic mean
sd|s = √(Σ(xᵢ − x̄)² / (n − 1))|样本标准差，分母 n − 1|sample standard deviation, with n − 1 below
s|s = √(Σ(xᵢ − x̄)² / (n − 1))|样本标准差，分母 n − 1|sample standard deviation, with n − 1 below
se|s / √n|标准误：均值（或估计值）本身的标准差|standard error: the standard deviation of the mean (or estimate) itself
median|x₍₅₀ ﹪₎|中位数：一半数据比它小|median: half of the values lie below
min|min xᵢ|最小的一个值|the least value
max|max xᵢ|最大的一个值|the largest value
q1|25 %|下四分位数，取法见选项|lower quartile; the option says by which rule
q3|75 %|上四分位数，取法见选项|upper quartile; the option says by which rule
range|max − min|极差|range
skewness|G₁ = n/((n−1)(n−2)) Σ((xᵢ−x̄)/s)³|偏度：0 为对称，正值右边拖尾|skewness: 0 is symmetric, positive has its tail on the right
kurtosis|G₂|峰度（正态为 0）：正值尾部更重|excess kurtosis (0 for a normal distribution): positive has heavier tails
autocorrelation|r₁ = Σ(xᵢ−x̄)(xᵢ₊₁−x̄)/Σ(xᵢ−x̄)²|相邻两值的相关；明显不为 0 则数据不独立|correlation of neighbours; clearly not 0 means that the values are not independent
meanLower|x̄ − t·s/√n|均值置信区间的下端|lower end of the confidence interval of the mean
meanUpper|x̄ + t·s/√n|均值置信区间的上端|upper end of the confidence interval of the mean
sdLower|s√((n−1)/χ²₍₁₋α/2₎)|标准差置信区间的下端|lower end of the confidence interval of the standard deviation
sdUpper|s√((n−1)/χ²₍α/2₎)|标准差置信区间的上端|upper end of the confidence interval of the standard deviation
lsl||规格下限，按您在选项里给出的值|lower specification limit, as you gave it
usl||规格上限，按您在选项里给出的值|upper specification limit, as you gave it
target||目标值，按您给出的值|target, as you gave it
reference||标准件的基准值，按您给出的值|reference value of the master, as you gave it
confidence|1 − α|置信水平，按选项（默认 0.95）：区间用它|confidence level as chosen (0.95 unless said): the intervals use it
coverage|P|容忍区间要包住的总体比例，按选项|share of the population that the interval is to hold, as chosen
alpha|α|显著性水平：没有差别时误判有差别的概率，按选项|significance level: probability of seeing a difference where there is none, as chosen
sigmaWithin|R̄/d2、S̄/c4，或合并标准差 // R̄/d2, S̄/c4 or pooled|组内标准差：只含短期波动，Cp、Cpk 用它|within subgroups: short-term variation alone; Cp and Cpk use it
sigmaOverall|s = √(Σ(xᵢ−x̄)²/(n−1))|整体标准差：含长期波动，Pp、Ppk 用它|overall: with long-term variation; Pp and Ppk use it
cpl|(x̄ − LSL) / 3σw|对下限的能力|capability against the lower limit
cpu|(USL − x̄) / 3σw|对上限的能力|capability against the upper limit
ppl|(x̄ − LSL) / 3s|对下限的绩效|performance against the lower limit
ppu|(USL − x̄) / 3s|对上限的绩效|performance against the upper limit
pp|(USL − LSL) / 6s|整体绩效，不看居中|overall performance, whatever the centring
capability-between-within/cpl|(x̄ − LSL) / 3σ(B/W)|对下限的能力，含组间变异|capability against the lower limit, the variation between in it
capability-between-within/cpu|(USL − x̄) / 3σ(B/W)|对上限的能力，含组间变异|capability against the upper limit, the variation between in it
capability-between-within/ppk|min(x̄ − LSL, USL − x̄) / 3s|整体绩效，用总体标准差|overall performance, by sigma overall
capability-between-within/cpm|min(T − LSL, USL − T) / 3√(s² + (x̄ − T)²)|偏离目标也算进去的指数|the index that counts the distance from the target too
ppmBetweenWithin.below|10⁶ · Φ((LSL − x̄)/σ(B/W))|正态模型预期低于下限的每百万数，组间与组内变异都算|per million expected below by the normal model, with the variation between and within
ppmBetweenWithin.above|10⁶ · Φ((x̄ − USL)/σ(B/W))|正态模型预期超出上限的每百万数，组间与组内变异都算|per million expected above by the normal model, with the variation between and within
ppmBetweenWithin.total|10⁶ · (P(x < LSL) + P(x > USL))|预期超差的每百万数，组间与组内变异都算|per million expected outside, with the variation between and within
capability-nonnormal/ppl|(x₅₀ − LSL) / (x₅₀ − x₀.₁₃₅)|非正态：用分位数代替 3σ|not normal: quantiles take the place of 3 sigma
capability-nonnormal/ppu|(USL − x₅₀) / (x₉₉.₈₆₅ − x₅₀)|非正态：用分位数代替 3σ|not normal: quantiles take the place of 3 sigma
capability-nonnormal/pp|(USL − LSL) / (x₉₉.₈₆₅ − x₀.₁₃₅)|非正态：用分位数的距离代替 6σ|not normal: the distance of quantiles takes the place of 6 sigma
capability-nonnormal/low|x₀.₁₃₅ ﹪|所选模型的 0.135 % 分位数，相当于正态的均值 − 3σ|0.135 % quantile of the model, what mean − 3 sigma is to a normal one
capability-nonnormal/high|x₉₉.₈₆₅ ﹪|所选模型的 99.865 % 分位数，相当于正态的均值 + 3σ|99.865 % quantile of the model, what mean + 3 sigma is to a normal one
capability-nonnormal/median|x₅₀ ﹪|所选模型的中位数，代替均值|median of the model, in place of the mean
capability-nonnormal/model||按此模型算分位数：依次试各候选，取第一个 AD 检验不拒绝的，或按您的选择|the quantiles are this model’s: the first of the candidates that the AD test does not reject, or the one you chose
multi-vari/layout||按您的选项：嵌套时内层名称只在其外层之内有意义|as chosen: in a nested layout an inner name counts within its outer level alone
multi-vari/factors||由外到内，按您指定的次序|from the outside in, in the order you gave
multi-vari/components.df|k − 1, Σ(kᵢ − 1), …|该来源的自由度：组数减去外一层的组数|degrees of freedom of the source: its groups less those of the level outside
multi-vari/components.sd|σ̂ = √σ̂²|该来源单独带来的标准差|standard deviation that comes from this source alone
multi-vari/totalVariance|Σ σ̂²|各来源方差之和，负的按 0|sum of the variances of all sources, negative ones counted as 0
multi-vari/largest|max σ̂²|占总方差最多的来源，先从它查起|the source with the largest share of the variance: look there first
multi-vari/cells.n|n|该组合里的数据个数|values in the cell
multi-vari/cells.mean|x̄|该组合的均值|mean of the cell
multi-vari/cells.min|min xᵢ|该组合的最小值|least value of the cell
multi-vari/cells.max|max xᵢ|该组合的最大值|largest value of the cell
multi-vari/points.cell||数据属于第几个组合|the cell that the value lies in
multi-vari/points.value|x|测量值|measured value
capability-many/wanted||要求的 Ppk，按选项（默认 1.33）|Ppk that is wanted, as chosen (1.33 unless said)
capability-many/judged||有规格限且数据够、算得出指数的特性个数|characteristics that have limits and data enough for figures
capability-many/short|#(Ppk < P)|Ppk 低于要求的特性个数|characteristics whose Ppk is below what is wanted
capability-many/characteristics.cp|(USL − LSL) / 6σw|短期能力，不看居中；单侧规格没有|short-term capability, whatever the centring; none with one limit
capability-many/characteristics.cpk|min(x̄ − LSL, USL − x̄) / 3σw|短期能力，取较近的一侧|short-term capability, on the nearer side
capability-many/characteristics.ppk|min(x̄ − LSL, USL − x̄) / 3s|整体绩效，取较近的一侧；按它排序|overall performance, on the nearer side; the order follows it
capability-many/characteristics.ppkLower|Ppk − z √(1/(9n) + Ppk²/(2(n − 1)))|Ppk 置信区间的下端（单侧规格用非中心 t）|lower end of the confidence interval of Ppk (by the noncentral t with one limit)
capability-many/characteristics.ppmObserved|10⁶ · #(x < LSL, x > USL) / n|数据里超差的，折成每百万|of the data, those outside the limits, per million
capability-many/characteristics.ppmOverall|10⁶ · (P(x < LSL) + P(x > USL))|正态模型按总体 σ 预期超差的每百万数|per million expected outside by the normal model with sigma overall
capability-many/characteristics.pNormal|P(A² ≥ a ∣ 正态) // P(A² ≥ a ∣ normal)|小于 0.05 时正态说不通，打开该特性用非正态分析|below 0.05 normality is hard to maintain: open that one as nonnormal
run-chart/n|n|描出的点数|points plotted
run-chart/above|#(x > x̃)|中位数上方的点数|points above the median
run-chart/below|#(x < x̃)|中位数下方的点数（按选项可含落在中位数上的）|points below the median (with those on it, where the option says so)
run-chart/onMedian|#(x = x̃)|正好等于中位数的点数|points just on the median
run-chart/aboutMedian.observed|R|实际的链数：同侧的相邻点为一条链|runs there are: neighbours on one side make a run
run-chart/aboutMedian.expected|1 + 2ab/(a + b)|a 点在上、b 点在下而次序随机时的平均链数|mean number of runs of a points above and b below in chance order
run-chart/aboutMedian.sd|√(2ab(2ab − N) / (N²(N − 1)))|次序随机时链数的标准差|standard deviation of the number of runs in chance order
run-chart/aboutMedian.z|(R − E) / SD|实际链数与预期差几个标准差|how many standard deviations the runs lie from what is expected
run-chart/aboutMedian.pClustering|P(R ≤ r)|链这样少的概率：小则同侧的点成群|chance of so few runs: small where points of one side keep together
run-chart/aboutMedian.pMixtures|P(R ≥ r)|链这样多的概率：小则两个总体轮流|chance of so many runs: small where two populations take turns
run-chart/upDown.observed|R|升降链数：连续上升或连续下降为一条|runs up and down: lasting rises or falls
run-chart/upDown.expected|(2N − 1)/3|N 个不同值次序随机时的平均升降链数|mean number of runs up and down of N different values in chance order
run-chart/upDown.sd|√((16N − 29)/90)|次序随机时升降链数的标准差|standard deviation of the number of runs up and down in chance order
run-chart/upDown.z|(R − E) / SD|实际升降链数与预期差几个标准差|how many standard deviations the runs up and down lie from what is expected
run-chart/upDown.points|N|相等的相邻点只算一个后的点数|points when equal neighbours count once
run-chart/upDown.pTrends|P(R ≤ r)|升降链这样少的概率：小则有趋势|chance of so few runs up and down: small where there are trends
run-chart/upDown.pOscillation|P(R ≥ r)|升降链这样多的概率：小则忽上忽下|chance of so many runs up and down: small where values swing
run-chart/longestRun.length||同侧最长一条链的点数|points of the longest run on one side
run-chart/longestRun.from||最长链从第几点（行）起|point (row) where the longest run begins
run-chart/longestRun.to||最长链到第几点（行）止|point (row) where the longest run ends
run-chart/longestRun.limit|[log₂ N + 3]|同侧连续点比这更长时不像偶然|a longer run on one side is not to be expected of chance
run-chart/findings||p 小于显著性水平的各项，以及过长的同侧链|what has a p below the significance level, and a run on one side that is too long
run-chart/series.point||第几行|row of the data
run-chart/series.value|x|描出的值：一行几个值时为均值或中位数|value plotted: mean or median of several in a row
candidates||试过的模型，依次为何取、何不取|the models that were tried, and why each was taken or left
parameters.shape|MLE|所选分布的形状参数，极大似然估计|shape of the chosen distribution, by maximum likelihood
parameters.scale|MLE|所选分布的尺度参数，极大似然估计|scale of the chosen distribution, by maximum likelihood
parameters.location|MLE|所选分布的位置参数，极大似然估计|location of the chosen distribution, by maximum likelihood
parameters.threshold|MLE|所选分布的起点参数|threshold of the chosen distribution
ppmObserved.below|10⁶ · #(x < LSL) / n|数据里低于下限的，折成每百万|of the data, those below the lower limit, per million
ppmObserved.above|10⁶ · #(x > USL) / n|数据里超出上限的，折成每百万|of the data, those above the upper limit, per million
ppmObserved.total|10⁶ · #(x < LSL, x > USL) / n|数据里超差的，折成每百万|of the data, those outside the limits, per million
ppmWithin.below|10⁶ · Φ((LSL − x̄)/σw)|正态模型预期低于下限的每百万数，只含短期波动|per million expected below by the normal model, short-term variation alone
ppmWithin.above|10⁶ · Φ((x̄ − USL)/σw)|正态模型预期超出上限的每百万数，只含短期波动|per million expected above by the normal model, short-term variation alone
ppmWithin.total|10⁶ · (P(x < LSL) + P(x > USL))|预期超差的每百万数，只含短期波动|per million expected outside, short-term variation alone
ppmOverall.below|10⁶ · P(x < LSL)|按整体波动（或所选模型）预期低于下限的每百万数|per million expected below, with overall variation or by the chosen model
ppmOverall.above|10⁶ · P(x > USL)|按整体波动（或所选模型）预期超出上限的每百万数|per million expected above, with overall variation or by the chosen model
ppmOverall.total|10⁶ · (P(x < LSL) + P(x > USL))|按整体波动（或所选模型）预期超差的每百万数|per million expected outside, with overall variation or by the chosen model
stability.stable||先看控制图：有点出界则过程不稳定，能力指数不代表今后|the control chart first: with points beyond its limits the process is not stable and indices say nothing of tomorrow
stability.points|k|判断稳定性的控制图的点数|points of the chart that judged stability
stability.signals||出界的是第几点|which points lie beyond the limits
normality.ad|A² = −n − Σ(2i−1)/n · [ln Fᵢ + ln(1−Fₙ₊₁₋ᵢ)]|Anderson-Darling 统计量：数据与正态的距离，尾部权重大|Anderson–Darling statistic: distance from normality, with weight on the tails
normality.p|P(A² ≥ a ∣ 正态) // P(A² ≥ a ∣ normal)|小于 0.05 时正态说不通|below 0.05 normality is hard to maintain
histogram.start||第一组的下边界|lower edge of the first class
histogram.width||每组的宽度|width of a class
histogram.counts||各组的个数，从左到右|counts of the classes, from left to right
capability-binomial/samples|k|样本（批）数|number of samples
capability-poisson/samples|k|样本数|number of samples
capability-binomial/inspected|Σ nᵢ|检验的总件数|items inspected in all
capability-poisson/inspected|Σ nᵢ|检验的总单位数|units inspected in all
capability-binomial/count|Σ dᵢ|不合格品总数|nonconforming items in all
capability-poisson/count|Σ cᵢ|不合格（缺陷）总数|nonconformities in all
capability-binomial/ppm|10⁶ · p̄|每百万件的不合格品数|nonconforming items a million
capability-poisson/ppm|10⁶ · (1 − e^(−ū))|每百万件里至少有一处不合格的件数（泊松）|items of a million with at least one nonconformity (Poisson)
capability-binomial/dpmo|10⁶ · p̄ / 每件机会数 // 10⁶ · p̄ / opportunities|百万机会缺陷数|defects a million opportunities
capability-poisson/dpmo|10⁶ · ū / 每件机会数 // 10⁶ · ū / opportunities|百万机会缺陷数|defects a million opportunities
capability-binomial/yield|1 − p̄|合格率|share that conforms
capability-poisson/yield|e^(−ū)|一次合格率：一件没有任何不合格的概率（泊松）|first-pass yield: probability of an item without any nonconformity (Poisson)
capability-binomial/z|Φ⁻¹(1 − p̄)|把合格率折成单侧正态的 σ 数（长期）|the yield as a number of sigmas of a one-sided normal (long term)
capability-poisson/z|Φ⁻¹(e^(−ū))|把合格率折成单侧正态的 σ 数（长期）|the yield as a number of sigmas of a one-sided normal (long term)
zShifted|Z + 1.5|六西格玛的习惯：短期比长期高 1.5σ；只是约定|a habit of Six Sigma: the short term counts 1.5 sigma more; a convention only
capability-binomial/cumulative|Σ₁ᵏ d / Σ₁ᵏ n|累计不合格率：趋平说明样本够了|cumulative fraction: once it is level the samples suffice
capability-poisson/cumulative|Σ₁ᵏ c / Σ₁ᵏ n|累计单位不合格数：趋平说明样本够了|cumulative rate: once it is level the samples suffice
sampling-plan/planLetter|表 1 // table 1|实际使用的样本量字码：箭头指到别处时与批量查得的不同|code letter in use: another than that of the lot size where the arrow points elsewhere
sampling-plan/arrow||主表此格有箭头时改用箭头指的方案，样本量随之改变|where the cell of the master table holds an arrow, the plan it points to is used with its own sample size
sampling-plan/kind||一次、二次或多次抽样|single, double or multiple sampling
sampling-plan/inspectAll|n ≥ N|样本量不小于批量时全检|where the sample is as large as the lot, all are inspected
sampling-plan/confirmed||表值是否与第二个来源核对过|whether the values of the table were checked against a second source
sampling-plan/n|n|从批里随机抽的件数|items drawn from the lot at random
sampling-curves/n|n|从批里随机抽的件数|items drawn from the lot at random
sampling-design/n|n|满足两点要求的最小样本量|least sample that meets both points
sampling-zero/n|min n: Pa(LQ) ≤ β|接收数为 0 时的最小样本量|least sample with acceptance number 0
dodge-romig/n|n|使平均总检验数最小的样本量|the sample that makes the average total inspection least
variables-plan/n|n|要测量的件数|items to measure
variables-lot/n|n|已测量的件数|items measured
p95|Pa(p) = 0.95|这样质量的批 95 % 会被接收：供方可放心的质量|lots of this quality are accepted 95 % of the time: what a producer can count on
p50|Pa(p) = 0.5|接收和拒收各半的质量|quality at which acceptance and rejection are equally likely
p10|Pa(p) = 0.10|这样质量的批仍有 10 % 会被接收：使用方要防的质量|lots of this quality still pass 10 % of the time: what a consumer must guard against
aoqlAt|argmax AOQ(p)|来批质量为此值时，挑选后的平均检出质量最差|incoming quality at which the quality after screening is worst
ati|n + (1 − Pa)(N − n)|每批平均检验的件数，含退批全检|items inspected a lot on average, rejected lots being screened
consumerRisk|Pa(LQ)|质量差到极限的批仍被接收的概率|probability that a lot of limiting quality is accepted
pa|Pa = P(d ≤ Ac)|接收概率|probability of acceptance
sampling-design/pa1|Pa(p₁)|好批的接收概率，应不小于 1 − α|probability that a good lot is accepted; at least 1 − α
sampling-design/pa2|Pa(p₂)|坏批的接收概率，应不大于 β|probability that a bad lot is accepted; at most β
limitingQuality|LQ|极限质量：您给出的，或被代替的 AQL 方案 Pa = 0.10 处的质量|limiting quality: as you gave it, or where the AQL plan to be replaced has Pa = 0.10
replaces||原来按 AQL 该用的方案|the AQL plan that it takes the place of
variables-lot/mean|x̄|样本均值|mean of the sample
fractionUpper|p̂ = P(x > USL)|由 Q 估计的批中超上限的比例|share of the lot above the upper limit, estimated from Q
fractionLower|p̂ = P(x < LSL)|由 Q 估计的批中低于下限的比例|share of the lot below the lower limit, estimated from Q
variables-lot/accepted|Q ≥ k|质量统计量不小于接收常数则接收|accepted where the quality statistic is at least the constant k
ac|Ac|接收数：样本中不合格品不多于它则接收|acceptance number: accepted with no more nonconforming items
re|Re|拒收数：达到它则不接收|rejection number: not accepted from here on
sampling-switching/score||转移得分，30 分可放宽（GB/T 2828.1 9.3.3.2）|switching score; 30 allows reduced inspection (ISO 2859-1, 9.3.3.2)
sampling-switching/n|n|该批抽的件数|items drawn from the lot
sampling-switching/found|d|样本中发现的不合格品数|nonconforming items found in the sample
sampling-switching/acceptedInRow||连续接收的批数：加严时满 5 批可恢复正常|lots accepted in a row: five end tightened inspection
sampling-switching/notAccepted||加严检验下累计不接收批数：满 5 批停止|lots not accepted under tightened inspection: five stop the inspection
sampling-switching/recent||最近几批收（✓）或不收（✗）：连续 5 批里 2 批不收则加严|the last lots, accepted (✓) or not (✗): two of five not accepted mean tightened inspection
parts||零件数：数据里不同的零件|number of different parts in the data
operators||评价人数：数据里不同的人|number of different appraisers in the data
appraisers||评价人数|number of appraisers
trials||每人每件测几次|measurements of each part by each appraiser
ndc|⌊1.41 · PV / GRR⌋|量具在零件波动里能分出几档，应不小于 5|how many classes the gauge can tell apart in the variation of the parts; 5 or more
ndcExact|1.41 · PV / GRR|ndc 取整前的值|ndc before it is cut to a whole number
grrContribution|100 · σ²(GRR) / σ²(T)|方差贡献：量具占总方差的百分比；与 %GRR（标准差之比）不同|contribution: the gauge’s share of the total variance; not the same as %GRR, a ratio of deviations
grrTolerance|100 · 6σ(GRR) / 公差 // 100 · 6σ(GRR) / tolerance|量具波动占公差的百分比|variation of the gauge in percent of the tolerance
pooled|p(交互) > α // p(interaction) > α|交互作用不显著时并入重复性（AIAG 取 α = 0.25），见约定|an interaction that is not significant is pooled with repeatability (AIAG takes 0.25), see the conventions
verdict|< 10 % · 10–30 % · > 30 %|%GRR 小于 10 % 可接受，10–30 % 有条件接受，大于 30 % 不可接受（AIAG）|%GRR below 10 % is acceptable, 10 to 30 % conditional, above 30 % not (AIAG)
attribute-agreement/verdict||按每人的有效率、漏判率、误判率中最差的一项（AIAG：有效率 ≥ 90 %、漏判 ≤ 2 %、误判 ≤ 5 %）|by the worst of each appraiser’s effectiveness, miss rate and false alarm rate (AIAG: at least 90 %, at most 2 %, at most 5 %)
attribute-agreement/categories||评定用到的类别|categories that were used
inspected|n|检验（评定）的件数|items inspected
matched|m|一致的件数|items that agree
percent||百分比|per cent
attribute-agreement/percent|100 · m / n|一致的百分比|share that agrees, per cent
attribute-agreement/low|Clopper-Pearson|一致率精确置信区间的下端|lower end of the exact confidence interval of the agreement
attribute-agreement/high|Clopper-Pearson|一致率精确置信区间的上端|upper end of the exact confidence interval of the agreement
between.name||全部评价人合在一起|all appraisers together
allStandard.name||全部评价人合在一起|all appraisers together
kappa|κ = (Po − Pe) / (1 − Pe)|扣除偶然一致后的一致程度；> 0.75 好，< 0.4 差|agreement beyond chance; above 0.75 good, below 0.4 poor
observed|Po|实际一致的比例|share that really agrees
expected|Pe；E = 行合计 · 列合计 / n // Pe; E = row sum · column sum / n|偶然（独立）时预期的比例或频数|share or count expected by chance (independence)
se0|κ = 0 时 // at κ = 0|用于检验 κ 是否为 0|used to test whether kappa is 0
attribute-agreement/z|z = κ / se₀|κ 与 0 的差是标准误的几倍|how many standard errors kappa lies from 0
attribute-agreement/p|P(Z ≥ z)|κ = 0 时得到这么大 z 的概率|probability of such a z where kappa is 0
falseAlarmPercent|100 · 误判 / 合格件次 // 100 · false alarms / good|把合格判为不合格的百分比|good items called bad, per cent
missPercent|100 · 漏判 / 不合格件次 // 100 · misses / bad|把不合格判为合格的百分比|bad items called good, per cent
mixedPercent|100 · 前后不一 / 件数 // 100 · mixed / items|同一人前后判得不一样的百分比|items that one appraiser judged now so, now otherwise, per cent
bias|x̄ − R|偏倚：平均读数与基准值之差|bias: mean reading less the reference
df|n − 1，或模型的自由度 // n − 1, or those of the model|自由度：估计波动时独立信息的个数|degrees of freedom: independent pieces of information behind the variation
t|t = 估计 / 标准误 // t = estimate / standard error|估计值是它自己标准误的几倍|the estimate in units of its standard error
p|P(统计量至少这样极端 ∣ H₀) // P(as extreme ∣ H₀)|p 值：原假设成立时出现这样或更极端结果的概率；小于 α（通常 0.05）判有差异|p-value: probability of such a result or a more extreme one where the null hypothesis holds; below alpha (0.05 as a rule) a difference is seen
gauge-type1/low|b − t·s/√n|偏倚置信区间的下端|lower end of the confidence interval of the bias
gauge-type1/high|b + t·s/√n|偏倚置信区间的上端|upper end of the confidence interval of the bias
gauge-bias/low|b − t·s/√n|偏倚置信区间的下端|lower end of the confidence interval of the bias
gauge-bias/high|b + t·s/√n|偏倚置信区间的上端；区间含 0 则偏倚可接受|upper end of the confidence interval of the bias; acceptable where the interval holds 0
repeatabilityPercent|K / Cg|重复性占公差的百分比，K 为选项里的公差份额|repeatability in percent of the tolerance; K is the share of the option
totalPercent|K / Cgk|重复性加偏倚占公差的百分比|repeatability with bias in percent of the tolerance
capable|Cg、Cgk ≥ 要求 // Cg, Cgk ≥ required|两个指数都达到要求才够用|both indices must reach what is required
upperLine|R + K/200 · 公差 // R + K/200 · tolerance|图上的上线|upper line of the picture
lowerLine|R − K/200 · 公差 // R − K/200 · tolerance|图上的下线|lower line of the picture
series||按次序的读数|readings in their order
gauge-bias/acceptable|b − t·s/√n ≤ 0 ≤ b + t·s/√n|区间含 0 则偏倚可接受|acceptable where the interval of the bias holds 0
gauge-linearity/acceptable|0 线全在置信带内 // the line 0 lies in the band|整个量程上“偏倚 = 0”都在置信带内才可接受|acceptable where the line “bias = 0” stays in the band over the whole range
processPercent|100 · σ / 过程 σ // 100 · σ / process σ|占过程波动的百分比，过程 σ 由您给出|in percent of the process variation, whose sigma you gave
gauge-linearity/intercept|b₀|回归线在基准为 0 处的偏倚|bias of the fitted line at reference 0
slope|b₁ = Sxy / Sxx|斜率：x 增 1 时 y 平均增多少|slope: what y gains on average as x gains 1
intercept|b₀ = ȳ − b₁ x̄|截距：x = 0 处的拟合值|intercept: fitted value at x = 0
interceptSe|se(b₀)|截距的标准误|standard error of the intercept
interceptT|b₀ / se(b₀)|截距是否为 0 的 t 值|t of the intercept against 0
interceptP|P(∣T∣ ≥ ∣t∣)|截距为 0 时的 p 值|p of the intercept against 0
slopeSe|s / √Sxx|斜率的标准误|standard error of the slope
slopeT|b₁ / se(b₁)|斜率是否为 0 的 t 值|t of the slope against 0
slopeP|P(∣T∣ ≥ ∣t∣)|斜率为 0 时的 p 值；小则偏倚随量值变|p of the slope against 0; small means that the bias changes with size
gauge-linearity/s|√(SSE / (n − 2))|读数绕回归线的标准差|deviation of the readings about the line
gauge-linearity/rSquared|1 − SSE / SST|回归线解释的比例|share that the line explains
averageBias|Σ bᵢ / n|所有标准件上的平均偏倚|mean bias over all masters
averageBiasP|P(∣T∣ ≥ ∣t∣)|平均偏倚为 0 时的 p 值|p of the average bias against 0
linearityPercent|100 · ∣b₁∣|斜率的绝对值，占过程波动的百分比|absolute slope, in percent of the process variation
fit|b₀ + b₁ x|回归线上的值|value on the fitted line
subgroups|k|子组数|number of subgroups
size|n|每个子组的读数|readings in a subgroup
centre|x̿|各子组均值的平均|mean of the subgroup means
gauge-stability/lcl|x̿ − A2 R̄|均值图下限|lower limit of the means
gauge-stability/ucl|x̿ + A2 R̄|均值图上限|upper limit of the means
rBar|R̄ = Σ Rᵢ / k|平均极差|mean range
gauge-stability/sigma|R̄ / d2|由平均极差估计的标准差|standard deviation from the mean range
driftP|P(∣T∣ ≥ ∣t∣)|漂移为 0 时的 p 值；小于 0.05 即有漂移|p of no drift; below 0.05 the gauge drifts
gauge-stability/stable||没有点出界才算稳定|stable where no point lies beyond the limits
means|x̄ᵢ|各子组的均值|means of the subgroups
ranges|Rᵢ|各子组的极差|ranges of the subgroups
variance|σ̂²|方差分量：该来源单独带来的方差（负的估计取 0）|component of variance that comes from this source alone (a negative estimate counts as 0)
contribution|100 · σ̂² / σ̂²(T)|占总方差的百分比|share of the total variance, per cent
study|6 · σ̂|研究变差：σ 的 6 倍（倍数见选项）|study variation: 6 sigma (the multiple is an option)
studyPercent|100 · σ̂ / σ̂(T)|占总变差的百分比；各项平方相加才为 100|in percent of the total variation; the squares add up, not the figures
tolerancePercent|100 · 6σ̂ / 公差 // 100 · 6σ̂ / tolerance|占公差的百分比|in percent of the tolerance
sdLow||标准差置信区间的下端|lower end of the confidence interval of the deviation
sdHigh||标准差置信区间的上端|upper end of the confidence interval of the deviation
ss|SS|平方和：该来源带来的偏差平方之和|sum of squares that comes from this source
ms|MS = SS / df|均方|mean square
f|F = MS / MS误差 // F = MS / MS of error|该来源的均方是误差均方的几倍|mean square of the source over that of the error
xpt|x*，或您给出的值 // x*, or as you gave it|指定值：稳健均值（算法 A）或参考值|assigned value: robust mean (algorithm A) or a reference
sigmaPt||能力评定标准差：z 的分母；按选项取稳健标准差或给定值|standard deviation for proficiency, below z: the robust one or the one you gave
robustSd|s* = 1.134 √(Σ(x*ᵢ−x*)²/(p−1))|稳健标准差（ISO 13528 算法 A）|robust standard deviation (ISO 13528 algorithm A)
proficiency-scores/iterations||算法 A 收敛前的迭代次数|rounds until algorithm A settles
winsorized|∣xᵢ − x*∣ > 1.5 s*|被拉回到 x* ± 1.5s* 的结果个数|results drawn in to x* ± 1.5 s*
proficiency-scores/score||采用哪种得分：指定值的不确定度不能忽略时用 z′|which score: z′ where the uncertainty of the assigned value can’t be neglected
proficiency-scores/u|u(xᵢ)|实验室报的标准不确定度|standard uncertainty reported by the laboratory
result|xᵢ|实验室报的结果|result reported by the laboratory
proficiency-homogeneity/samples|g|抽查的样品数|samples taken
proficiency-homogeneity/replicates|m|每个样品测几次|measurements of each sample
sw|√(Σ wₜ² / 2g)|样品内标准差（重复性）|within samples (repeatability)
sx|√(Σ(x̄ₜ − x̄)² / (g − 1))|各样品均值的标准差|standard deviation of the means of samples
homogeneous|ss ≤ 0.3 σpt|样品间标准差不大于 0.3σpt 则均匀（ISO 13528 附录 B）|homogeneous where the deviation between samples is at most 0.3 sigma pt (ISO 13528 annex B)
homogeneousExpanded|ss ≤ √(F1·(0.3σpt)² + F2·sw²)|计入检查本身误差的放宽判据|the same, allowing for the error of the check
firstMean|ȳ₁|分发时的均值|mean at dispatch
secondMean|ȳ₂|活动结束时的均值|mean at the end
difference|x̄₁ − x̄₂|两个均值（或比例）之差|difference of the two means (or proportions)
expandedLimit|0.3σpt + 2√(u₁² + u₂²)|计入均值不确定度的放宽界限|limit that allows for the uncertainty of the means
proficiency-homogeneity/expandedLimit|√(F1·(0.3σpt)² + F2·sw²)|计入检查误差的放宽界限|limit that allows for the error of the check
proficiency-stability/stable|∣ȳ₁ − ȳ₂∣ ≤ 0.3 σpt|差不大于 0.3σpt 则稳定|stable where the difference is at most 0.3 sigma pt
stableExpanded|∣ȳ₁ − ȳ₂∣ ≤ 0.3σpt + 2√(u₁² + u₂²)|放宽判据|by the expanded limit
fmea/counts.H||措施优先级为高的失效个数|failures of high action priority
fmea/counts.M||措施优先级为中的失效个数|failures of medium action priority
fmea/counts.L||措施优先级为低的失效个数|failures of low action priority
countsAfter.H||措施完成后仍为高的个数|still high after the actions
countsAfter.M||措施完成后为中的个数|medium after the actions
countsAfter.L||措施完成后为低的个数|low after the actions
fmea/s|S（1–10）|严重度：后果有多重，按您的评定|severity: how grave the effect is, as you rated it
risk-chain/s|S（1–10）|严重度：后果有多重，按您的评定|severity: how grave the effect is, as you rated it
fmea/o|O（1–10）|频度：原因多常发生，按您的评定|occurrence: how often the cause comes, as you rated it
risk-chain/o|O（1–10）|频度：原因多常发生，按您的评定|occurrence: how often the cause comes, as you rated it
fmea/d|D（1–10）|探测度：现有控制多难发现，按您的评定|detection: how hard it is to see with present controls, as you rated it
risk-chain/d|D（1–10）|探测度：现有控制多难发现，按您的评定|detection: how hard it is to see with present controls, as you rated it
ap|AP(S, O, D)|措施优先级：查 AIAG & VDA 的 1000 格表，不是乘积|action priority: from the table of 1000 cells of AIAG & VDA, not a product
apAfter|AP(S, O, D)|措施完成后的优先级|action priority after the action
rpn|S · O · D|风险优先数，旧法，只作参考|risk priority number, the old way, for comparison only
control-plan/characteristics||控制计划里的特性数|characteristics in the plan
sampleSize||每次抽几件，按您给出的值|items taken each time, as you gave it
compared||是否给出了改动之前的内容以作比较|whether the state before the change was given to compare with
total|Σ|合计|sum
counts||计数|counts
groupTotals|Σ|每组的合计|sum of each group
groups||各组（日期、班次、机台），按数据里出现的次序|the groups (days, shifts, machines) in the order of the data
merged||数量太小、并入“其他”的类数|small categories put together as others
value||数量|amount
cumulative|Σ₁ᵏ|到这一项为止的累计|sum up to this item
vital|Σ₁ᵏ ≤ 80 %|属于占大头的少数|among the vital few
rule||分组规则，按选项；不同规则的组数不同|rule of the classes, as chosen; others give another number of classes
start||第一组的下边界|lower edge of the first class
histogram/below||低于规格下限的个数|values below the lower limit
histogram/above||超出规格上限的个数|values above the upper limit
count||个数|count
low||下边界或下端|lower edge or end
high||上边界或上端|upper edge or end
rLow|tanh(arctanh r − z/√(n−3))|相关系数置信区间的下端（Fisher 变换）|lower end of the confidence interval of r (Fisher’s transformation)
rHigh|tanh(arctanh r + z/√(n−3))|相关系数置信区间的上端|upper end of the confidence interval of r
agreeing||两个变量在各自中位数同侧的点数（符号检验）|points on the same side of both medians (sign test)
opposing||两个变量在各自中位数异侧的点数|points on opposite sides of the medians
x||横坐标的值|value on the horizontal axis
y||纵坐标的值|value on the vertical axis
effect||鱼头：要查原因的那个结果|the effect whose causes are sought
bones||大骨（一级原因）的个数|number of main bones
cause-effect/open||还没有证据确认的末端原因个数|end causes not yet confirmed by evidence
depth||从顶端数的层级|level below the top
cards||卡片（意见）总数|number of cards
loose||没有归入任何一组的卡片|cards in no group
in||指向它的箭头数|arrows that point to it
out||从它出发的箭头数：多为根源|arrows that leave it: many mark a root
goal||最上层的目标|the goal at the top
tree-diagram/score|效果 × 可行性 × 费用 // effect × feasibility × cost|措施的得分：费用评 5 分表示便宜|score of the measure: effect × feasibility × cost, 5 being cheap
matrix-diagram/total|Σ w · (9, 3, 1)|该列的加权合计|weighted sum
weight||权重|weight
variables||变量|the variables
matrix-data-analysis/percent|100 · λᵢ / Σλ|各主成分占总方差的百分比|share of each component in the total variance
matrix-data-analysis/cumulative|Σ₁ᵏ λᵢ / Σλ|累计百分比|cumulative per cent
kept||保留的主成分数：λ > 1 或累计够了|components that are kept: eigenvalue above 1, or enough in sum
items||被评价的各项|the items that were rated
arrow-diagram/duration|max EF|工期：关键路线的长度|length of the critical path
arrow-diagram/activities.duration|(a + 4m + b) / 6|作业的工期：您给出的，或三点估计的期望|duration: as you gave it, or the expectation of three estimates
arrow-diagram/activities.variance|((b − a) / 6)²|三点估计的方差，a、b 为乐观和悲观工期|variance of three estimates, a and b being the best and the worst
criticalPath|LS − ES = 0|关键路线：拖一天就晚一天的各项作业|critical path: the activities of which any delay delays all
arrow-diagram/variance|Σ ((b − a)/6)²|关键路线的方差（三点估计）|variance along the critical path (three estimates)
deadlineProbability|Φ((D − T) / σ)|按期完成的概率，设工期近似正态|probability of meeting the deadline, the duration taken as normal
earliestStart|ES = max EF（紧前） // ES = max EF (before)|最早开工|earliest start
earliestFinish|EF = ES + t|最早完工|earliest finish
latestStart|LS = LF − t|最迟开工|latest start
latestFinish|LF = min LS（紧后） // LF = min LS (after)|最迟完工|latest finish
five-why/problem||要追问的问题|the problem that is asked about
completePercent|100 · 已完成 / 应完成 // 100 · done / wanted|八步里已填的部分|share of the eight steps that is filled in
closed||八步都完成才可关闭|closed once all eight steps are done
done||已完成的部分|parts that are done
wanted||应有的部分|parts that are wanted
importance||重要度，按您给出的值|importance, as you gave it
ratio|目标 / 现状 // target / now|水平提高率|rate of improvement
qfd/percent|100 · w / Σw|百分比权重|weight in per cent
absolute|Σ w % · (9, 3, 1)|绝对重要度|absolute importance
rank||按大小排的名次|place by size
prevention|Σ|预防成本：培训、策划、评审……|prevention: training, planning, review …
appraisal|Σ|鉴定成本：检验、试验、校准……|appraisal: inspection, tests, calibration …
internal|Σ|交付之前的损失：返工、报废……|internal failure: rework, scrap …
external|Σ|交付之后的损失：退货、索赔……|external failure: returns, claims …
percentOfSales|100 · 质量成本 / 销售额 // 100 · cost / sales|质量成本占销售额的百分比|cost of quality in percent of sales
kano/counts.A||答成“魅力”的人数|people whose answers say attractive
kano/counts.O||答成“期望”的人数|people whose answers say one-dimensional
kano/counts.M||答成“必备”的人数|people whose answers say must-be
kano/counts.I||答成“无差异”的人数|people whose answers say indifferent
kano/counts.R||答成“反向”的人数|people whose answers say reverse
kano/counts.Q||答得自相矛盾的人数|people whose answers contradict each other
clear|精确二项检验 p < 0.05 // exact binomial test, p < 0.05|第一类与第二类的差别是否明显|whether the first category clearly leads the second
satisfaction-index/iterations||算法收敛前的迭代次数|rounds until the algorithm settles
converged||权重的变化小于容差|weights change less than the tolerance
gof|√(平均共同度 · 平均 R²) // √(mean communality · mean R²)|模型的总体拟合优度|overall goodness of fit
index|100 · (x̄w − min) / (max − min)|潜变量的得分，折成 0–100|score of the latent variable, from 0 to 100
loading|cor(题, 潜变量) // cor(question, latent)|载荷：题目与潜变量的相关，应大于 0.7|loading: correlation of the question with the latent variable; above 0.7
r2|R²|被其他潜变量解释的比例|share that the other latent variables explain
satisfaction-index/alpha|Cronbach α|同一潜变量各题的一致性，应大于 0.7|consistency of the questions of a latent variable; above 0.7
compositeReliability|(Σλ)² / ((Σλ)² + Σ(1−λ²))|组合信度，应大于 0.7|composite reliability; above 0.7
satisfaction-index/total|直接 + 间接 // direct + indirect|总影响|total effect
andersonDarling.adjusted|A²(1 + 0.75/n + 2.25/n²)|按样本量修正的 A²，p 值由它来|A² corrected for n; the p-value comes from it
values||按大小排列的数据|the data in order of size
sample.mean|x̄ = Σ xᵢ / n|样本均值|mean of the sample
sample.sd|s = √(Σ(xᵢ−x̄)²/(n−1))|样本标准差|standard deviation of the sample
sample.se|s / √n|均值的标准误|standard error of the mean
ad|A²|Anderson-Darling 统计量：与正态的距离|Anderson–Darling statistic: distance from normality
two-sample-t/se|√(s₁²/n₁ + s₂²/n₂)，或合并 // √(s₁²/n₁ + s₂²/n₂), or pooled|差的标准误|standard error of the difference
fTest.ratio|s₁² / s₂²|方差之比|ratio of the variances
fTest.ci.lower||方差比置信区间的下端|lower end of the confidence interval of the ratio
fTest.ci.upper||方差比置信区间的上端|upper end of the confidence interval of the ratio
df1|df₁|分子自由度|degrees of freedom above
df2|df₂|分母自由度|degrees of freedom below
bartlett.df2||Bartlett 检验用 χ² 分布，只有一个自由度数|Bartlett’s test takes the chi-squared distribution, with one number of degrees of freedom
events|x|发生的次数，按您给出的值|events, as you gave them
one-proportion/trials|n|试验（检验）次数，按您给出的值|trials, as you gave them
proportion|p̂ = x / n|样本比例|proportion of the sample
proportion1|x₁ / n₁|第一组的比例|proportion of the first group
proportion2|x₂ / n₂|第二组的比例|proportion of the second group
lower||置信区间的下端|lower end of the confidence interval
upper||置信区间的上端|upper end of the confidence interval
normal.lower|x̄ − k s|正态容忍区间的下端|lower end of the normal tolerance interval
normal.upper|x̄ + k s|正态容忍区间的上端|upper end of the normal tolerance interval
distributionFree.lower|x₍ᵣ₎|不依赖分布：取某个次序值|distribution-free: one of the ordered values
distributionFree.upper|x₍ₛ₎|不依赖分布：取某个次序值|distribution-free: one of the ordered values
neededN|min n：1 − nPⁿ⁻¹ + (n−1)Pⁿ ≥ 置信水平 // min n: 1 − nPⁿ⁻¹ + (n−1)Pⁿ ≥ confidence|要不依赖分布地达到所要的覆盖和置信，至少要几个数据|values needed to reach coverage and confidence without a distribution
rows||行的类别|categories of the rows
columns||列的类别|categories of the columns
plackett-burman-design/columns||设计能排的列数|columns that the design has
g|G = 2 Σ O ln(O/E)|似然比统计量，与 χ² 相近|likelihood ratio statistic, close to chi-squared
pOfG|P(χ² ≥ G)|G 的 p 值|p of G
fisher|超几何分布 // hypergeometric distribution|Fisher 精确检验的 p 值（2×2 表）|p of Fisher’s exact test (2×2)
residual|O − E；y − ŷ // O − E; y − ŷ|残差：实际减预期|residual: observed less expected
table.ssBetween|Σ nᵢ(x̄ᵢ − x̄)²|组间平方和|sum of squares between groups
table.ssWithin|ΣΣ(x − x̄ᵢ)²|组内平方和|sum of squares within groups
ssTotal|Σ(y − ȳ)²|总平方和|total sum of squares
table.dfBetween|k − 1|组间自由度|degrees of freedom between
table.dfWithin|N − k|组内自由度|degrees of freedom within
table.msBetween|SSb / (k − 1)|组间均方|mean square between
table.msWithin|SSw / (N − k)|组内均方，误差的方差|mean square within, the variance of error
table.sd|√MSw|合并标准差|pooled standard deviation
rSquared|R² = 1 − SSE / SST|模型解释的比例|share that the model explains
rSquaredAdjusted|1 − (SSE/dfE) / (SST/dfT)|按项数修正的 R²|R² corrected for the number of terms
rSquaredPredicted|1 − PRESS / SST|逐点留一预测的 R²；比 R² 低很多说明过拟合|R² of predicting each point without it; far below R² means overfitting
welch.f|Welch F|不要求方差相等的 F|F without equal variances
levene.statistic|Brown-Forsythe W|以中位数为中心的 Levene 检验：各组方差是否相等|Levene’s test about the medians: are the variances equal
dfResidual|n − 参数个数 // n − parameters|残差自由度|degrees of freedom of the residuals
ssResidual|Σ(y − ŷ)²|残差平方和|sum of squares of the residuals
ssRegression|Σ(ŷ − ȳ)²|回归平方和|sum of squares of the regression
dfRegression|参数个数 − 1 // parameters − 1|回归自由度|degrees of freedom of the regression
table.s|√(SSE / dfE)|残差标准差|standard deviation of the residuals
general-anova/s|√(SSE / dfE)|残差标准差|standard deviation of the residuals
balanced||各水平组合的次数相同（设计列两两正交）|all combinations occur equally often (columns are orthogonal in pairs)
residuals|y − ŷ|残差|residuals
exact||样本小且无重复值时用精确分布，否则用正态近似|exact distribution for small samples without ties, else a normal approximation
ci.confidence||秩检验的置信水平只能取某些值，这是实际达到的|a rank test reaches only some levels; this is the one reached
zeros||差为 0、不参与的对数|pairs without difference, which are left out
meanRank|R̄ᵢ|该组的平均秩|mean rank of the group
test||按哪种检验算的|the test that was reckoned with
power-and-sample-size/n|n|每组的样本量|sample of each group
power|1 − β|功效：真有这么大差别时看出来的概率|power: probability of seeing a difference of this size
correlation|r = Sxy / √(Sxx Syy)|相关系数|coefficient of correlation
degree||多项式的次数，按选项|degree of the polynomial, as chosen
durbinWatson|Σ(eᵢ − eᵢ₋₁)² / Σeᵢ²|接近 2 说明相邻残差不相关|near 2 means that neighbouring residuals are not correlated
lackOfFit|MS(LOF) / MS(PE)|有重复点时检验模型够不够；没有重复则无|tests the model where points are repeated; else there is none
lackOfFit.ss|SSE − SS(PE)|残差中模型没跟上的部分|part of the residuals that the model misses
lackOfFit.ssPure|ΣΣ(yᵢⱼ − ȳᵢ)²|重复点之间的波动|variation among repeated points
lackOfFit.df||失拟的自由度|degrees of freedom of the lack of fit
lackOfFit.dfPure||纯误差的自由度|degrees of freedom of pure error
lackOfFit.f|MS(LOF) / MS(PE)|大则模型不够|large means that the model does not suffice
lackOfFit.p|P(F ≥ f)|小于 0.05 说明模型不够|below 0.05 the model does not suffice
standardised|e / (s√(1 − h))|标准化残差，绝对值大于 2 要看|standardised residual; look at those beyond 2
deleted|e / (s₍ᵢ₎√(1 − h))|删去该点后的 t 残差|residual in t, the point itself left out
leverage|hᵢᵢ|杠杆值：该点自变量离中心多远|leverage: how far the point lies from the centre
cook|D|Cook 距离：删去该点拟合变多少，大于 1 要看|Cook’s distance: how the fit changes without the point; look at those above 1
fitted|ŷ|拟合值|fitted value
estimate||估计值|estimate
coefficient||系数的估计值|estimated coefficient
vif|1 / (1 − Rⱼ²)|方差膨胀因子，大于 10 说明自变量相互纠缠|variance inflation; above 10 the predictors are entangled
simple-regression/meanLower||拟合均值置信区间的下端|lower end of the interval of the fitted mean
simple-regression/meanUpper||拟合均值置信区间的上端|upper end of the interval of the fitted mean
singleLower|ŷ − t s√(1 + h)|单个新值预测区间的下端|lower end of the interval of one new value
singleUpper|ŷ + t s√(1 + h)|单个新值预测区间的上端|upper end of the interval of one new value
units|n|试验的件数，含未失效的|units on test, survivors included
failures|r|失效的件数；其余截尾|units that failed; the others are censored
distribution||寿命分布，按选项或按 AIC 选|distribution of life, as chosen or by AIC
life-data/location|μ|位置参数：ln(特征寿命) 或对数均值|location: log of the characteristic life, or the mean of logs
life-data/scale|σ = 1 / β|尺度参数：威布尔形状参数的倒数，或对数标准差|scale: 1 over the Weibull shape, or the deviation of logs
life-data/median|B50|一半会失效的时间|time by which half have failed
logLikelihood|ln L|对数似然：越大拟合越好|log-likelihood: larger fits better
aic|2k − 2 ln L|AIC：越小越好，可比不同分布|AIC: smaller is better; compares distributions
survival|Ŝ(t) = Π(1 − dᵢ/nᵢ)|Kaplan-Meier 可靠度|Kaplan–Meier reliability
atRisk|nᵢ|该时刻还在试验的件数|units still on test at that time
time|t|时间|time
replicates||每种组合做几次，按选项|runs of each combination, as chosen
resolution||分辨度：Ⅲ 主效应与二阶交互混，Ⅳ 二阶交互彼此混，Ⅴ 二阶交互分得开|resolution: III mixes main effects with pairs, IV pairs with pairs, V keeps pairs apart
generators||生成元：新增因素等于哪几列之积|generators: which product of columns an added factor is
cubeRuns|2ᵏ|角点的次数|runs at the corners
axialRuns|2k|轴点的次数|runs on the axes
centreRuns||中心点的次数，按选项|runs at the centre, as chosen
array||所用正交表|the orthogonal array in use
run||试验次序（随机化后）|order of the runs, at random
standard||标准次序|standard order
level||水平|level
analyse-factorial/constant|角点的均值 // mean of the corners|常数项：编码值都为 0 时的响应|constant: response where all coded values are 0
curvature|ȳF − ȳC|角点均值与中心点均值之差：大则有弯曲|corners less centre: large means curvature
lenth.df|m / 3|Lenth 法的自由度，m 为效应个数|degrees of freedom of Lenth’s method, m effects
stationary.kind||驻点的性质：极大、极小或鞍点（看特征根的符号）|kind of the stationary point: maximum, minimum or saddle, by the signs of the eigenvalues
stationary.response|ŷ(x₀)|驻点处的预测响应|predicted response at the stationary point
stationary.inside||驻点是否在做过的试验范围内；在外只是外推|whether the point lies where runs were made; outside it is extrapolation
analyse-taguchi/characteristic||质量特性的种类，决定信噪比的公式|kind of characteristic, which decides the signal-to-noise ratio
analyse-taguchi/sd|s|该水平各结果的标准差|standard deviation of the results at this level
best|argmax S/N|各因素最好的水平|best level of each factor
ssAdjusted|SS|其他项都在时该项的平方和|sum of squares with all other terms present
ssSequential|SS|按次序加入时的平方和|sum of squares in the order of the terms
msAdjusted|SS / df|均方|mean square
analyse-response-surface/centre||编码 0 对应的实际值|real value of coded 0
half||编码 1 对应的实际增量|real step of one coded unit
chart||算的是哪种控制图|the chart that was reckoned with
shift|δ / σ|要看的均值偏移，按选项|shift of the mean, as chosen
arl1|ARL(δ)|均值偏移后平均多少点报警|points until the signal, on average, after the shift
arl0|ARL(0)|过程没变时平均多少点误报一次|points until a false alarm, on average, where nothing has changed
arl|ARL(δ)|平均链长：平均多少点报警|average run length: points until the signal, on average
rule-price/further|ARL（加上该条） // ARL (with this test)|再加这一条之后的链长：受控时变短就是误报变多的代价|run lengths with this test added: shorter in control is its price in false alarms
sampling-plan/curve.p|p|批质量：不合格品率（或每单位不合格数）|lot quality: fraction nonconforming (or nonconformities a unit)
sampling-curves/curve.p|p|批质量：不合格品率（或每单位不合格数）|lot quality: fraction nonconforming (or nonconformities a unit)
sampling-design/curve.p|p|批质量：不合格品率|lot quality: fraction nonconforming
sampling-zero/curve.p|p|批质量：不合格品率|lot quality: fraction nonconforming
dodge-romig/curve.p|p|批质量：不合格品率|lot quality: fraction nonconforming
variables-plan/curve.p|p|批质量：不合格品率|lot quality: fraction nonconforming
gauge-stability/out||出界的是第几组|which subgroups lie beyond the limits
matrix|9 / 3 / 1 / 0|关系强弱：◎ 9、○ 3、△ 1|strength of the relation: ◎ 9, ○ 3, △ 1
coded|(x − 中心) / 半幅 // (x − centre) / half|编码值：−1、0、1 为低、中、高|coded value: −1, 0, 1 for low, middle, high
column||正交表的第几列|column of the orthogonal array
chosen||采用与否|whether it was taken
stopped||是否已停止检验，等纠正措施|whether inspection has stopped until something is corrected
kendall.statistic|W = 12 Σ(Rᵢ − R̄)² / (m²(n³ − n))|Kendall 和谐系数：等级评定的一致程度，1 为完全一致|Kendall’s coefficient of concordance: agreement of ranks, 1 being complete
leaf||是否末端|whether it is an end
row||图上的行|row of the picture
probability||按您给出的概率|probability, as you gave it
critical|LS = ES|是否在关键路线上|whether it lies on the critical path
proven||是否有证据|whether there is evidence
`;
