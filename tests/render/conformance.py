r"""The TeX that cards on machine learning use: what each construct becomes, looked at once by eye.

Each line of a group is one formula in display style. ``# refused: WORD`` behind it means that it
must be a fault whose reason holds WORD: it is shown as its source in red, and lint reports it. All
others must be set; what they look like is kept as structure in ``goldens.json`` (see
``test_conformance``). A formula that starts with ``$`` is set within a line of text.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Construct:
    """One formula; ``refused`` is what the reason must hold if it must not be set."""

    group: str
    tex: str
    display: bool = True
    refused: str = ""


_SHEET = r"""
= operators and limits
\mathbb{E}_{x\sim p(x)}\left[f(x)\right]
\mathop{\mathbb{E}}_{x\sim p}\left[\log\frac{p(x)}{q(x)}\right]
\mathop{\mathbb E}\limits_{(s,a)\sim\pi}[Q(s,a)]
\underset{x\sim p}{\mathbb{E}}[f(x)]
\argmin_{\theta\in\Theta}\mathcal{L}(\theta)
\arg\min_{\theta}\mathcal{L}(\theta)
\operatorname*{arg\,max}_{y\in\mathcal{Y}}p(y\mid x)
\operatorname*{argmin}_{w,b}\frac12\lVert w\rVert^2
\underset{\theta}{\arg\max}\,\log p(\mathcal{D}\mid\theta)
\underset{\theta\in\mathbb{R}^d}{\operatorname{argmin}}\ \|y-X\theta\|_2^2+\lambda\|\theta\|_1
\hat\theta=\operatorname{argmax}_\theta\ell(\theta)
\sum_{i=1}^{n}x_i=\sum\nolimits_{i=1}^{n}x_i
\sum_{\substack{i=1\\i\neq j}}^{n}a_{ij}\qquad\prod_{k=1}^{K}\pi_k^{z_k}
\sum_{\begin{subarray}{l}i\in S\\j\notin S\end{subarray}}w_{ij}
\int_0^\infty e^{-x^2}\,dx=\frac{\sqrt\pi}{2}
\int\limits_{-\infty}^{\infty}p(x)\,\mathrm{d}x=1\qquad\iint_D f\,dA\qquad\oint_C g
\int_{\mathcal X}\!\int_{\mathcal Y}p(x,y)\log\frac{p(x,y)}{p(x)p(y)}\,dx\,dy
\lim_{n\to\infty}\Pr\left(|\bar X_n-\mu|>\varepsilon\right)=0
\limsup_{n\to\infty}a_n\qquad\liminf_{n\to\infty}a_n
\max_{\|x\|\le1}x^\top Ax\qquad\min_{G}\max_{D}V(D,G)\qquad\sup_{f\in\mathcal F}|f|
\bigcup_{i=1}^nA_i\quad\bigcap_iB_i\quad\bigoplus_iV_i\quad\bigotimes_iH_i\quad\bigvee_i\bigwedge_jp_{ij}\quad\coprod_i
{\sum_{i}}'a_i\qquad\sideset{}{'}\sum_i a_i # refused: sideset
$\sum_{i=1}^n x_i$
$\lim_{n\to\infty}a_n$
$\max_{a}Q(s,a)$
$\displaystyle\sum_{i=1}^n x_i$
$\sum\limits_{i=1}^n x_i$
\textstyle\sum_{i=1}^n x_i
\Pr\nolimits_{x}\qquad\max\nolimits_{x}f\qquad\sup\limits_{x}f
\operatorname{softmax}(z)_i=\frac{e^{z_i}}{\sum_je^{z_j}}
\operatorname{Var}(X)=\mathbb{E}[X^2]-\mathbb{E}[X]^2,\quad\operatorname{Cov}(X,Y),\quad\operatorname{tr}(A)
\operatorname{ReLU}(x)=\max(0,x)\qquad\operatorname{top\text{-}k}(p)\qquad\operatorname{Multi-Head}(Q,K,V)
\sin^2x+\cos^2x=1\quad\log_2n\quad\ln x\quad\exp(-x)\quad\tanh z\quad\det A\quad\dim V\quad\ker T
= fractions and roots
\frac{a}{b}+\dfrac{a}{b}+\tfrac{a}{b}+\frac12
\frac{\partial\mathcal L}{\partial w_{ij}}=\frac{\partial\mathcal L}{\partial z_i}\frac{\partial z_i}{\partial w_{ij}}
\frac{1}{\sqrt{2\pi\sigma^2}}\exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)
\cfrac{1}{1+\cfrac{1}{1+\cfrac{1}{1+x}}}
\cfrac[l]{1}{1+\cfrac{1}{x}}
\frac{\frac{a}{b}}{\frac{c}{d}}=\frac{ad}{bc}
{a+b \over c+d}
\binom{n}{k}=\frac{n!}{k!\,(n-k)!}\qquad\tbinom nk\qquad{n\choose k}
\genfrac{(}{)}{0pt}{}{n}{k}\qquad\genfrac{\{}{\}}{0pt}{1}{n}{k}\qquad\genfrac{}{}{}{}{a}{b}
\sqrt{x}+\sqrt{x^2+y^2}+\sqrt{\frac{a}{b}}+\sqrt{\sum_{i}x_i^2}
\sqrt[3]{x}+\sqrt[n]{\frac{a}{b}}+\sqrt[d_k]{1+x}
\frac{QK^\top}{\sqrt{d_k}}
x^{\frac{1}{2}}+e^{-\frac{x^2}{2\sigma^2}}+2^{2^{2^n}}
$\frac{a}{b}$
$\sqrt{\frac{1}{n}}$
a/b\qquad\left.a\middle/b\right.\qquad\nicefrac{1}{2} # refused: nicefrac
\log\frac{\pi_\theta(a\mid s)}{\pi_{\mathrm{ref}}(a\mid s)}
\frac{\mathrm{d}}{\mathrm{d}t}x(t)=-\nabla f(x(t))
= delimiters
\left(\frac{a}{b}\right)\left[\frac{a}{b}\right]\left\{\frac{a}{b}\right\}\left\langle\frac{a}{b}\right\rangle\left|\frac{a}{b}\right|\left\|\frac{a}{b}\right\|
\left\lfloor\frac{n}{2}\right\rfloor\left\lceil\frac{n}{2}\right\rceil
\left.\frac{\partial f}{\partial x}\right|_{x=x_0}
\left.\frac{x^2}{2}\right\rvert_0^1
\left\{x\in\mathbb{R}^d\,\middle|\,\frac{\|x\|}{2}\le1\right\}
\left\{\,x : Ax\preceq b\,\right\}
\Pr\left(\frac{X}{2}>t\,\middle|\,Y\right)
D_{\mathrm{KL}}\left(q(z\mid x)\,\middle\|\,p(z)\right)
D_{\mathrm{KL}}\left(q\,\|\,p\right)=\int q\log\frac{q}{p}
D_{KL}(p\,\|\,q)\neq D_{KL}(q\parallel p)
\big(\Big(\bigg(\Bigg(x\Bigg)\bigg)\Big)\big)
\bigl[\Bigl[\biggl[\Biggl[x\Biggr]\biggr]\Bigr]\bigr]
\big|\Big|\bigg|\Bigg|\;\big\|\Big\|\bigg\|\Bigg\|
\bigl\{\Bigl\{\biggl\{\Biggl\{x\Biggr\}\biggr\}\Bigr\}\bigr\}
\big\lfloor x\big\rfloor\ \bigl\langle u,v\bigr\rangle\ \big/\ \Big\backslash\ \bigm|
\mathbb{E}\bigl[f(x)\bigm|y\bigr]
\left(\sum_{i=1}^n|x_i|^p\right)^{1/p}
\left(\begin{array}{c}n\\k\end{array}\right)
|x|\quad\lvert x\rvert\quad\|x\|\quad\lVert x\rVert_F\quad\left\lVert\frac{x}{2}\right\rVert_2\quad\Vert x\Vert
\langle x,y\rangle\quad\lceil x\rceil\quad\lfloor x\rfloor\quad\llbracket x\rrbracket
\left]0,1\right[\qquad\left[0,1\right)
\bigg(\sum_{i=1}^n x_i\bigg)^2
\left(1+\left(1+\left(1+\left(1+x\right)\right)\right)\right)
\genfrac{[}{]}{2pt}{}{a}{b} # refused: thickness
\left\uparrow\frac{a}{b}\right\downarrow
= scripts
x_i^2+x^2_i+x_{i,j}^{(t+1)}+{x_i}^2
f'(x)+f''(x)+f'''(x)+f^{(4)}(x)+f'^2+f'_i+x'_{t+1}
\hat{\beta}'\qquad\theta^{\prime}\qquad W^{\prime\prime}
{}_2F_1(a,b;c;z)\qquad{}^{t}A\qquad\prescript{14}{6}{C}
x_{i_{j_k}}\qquad x^{y^{z^w}}\qquad a_{n_{k+1}}^{m^2}
\Gamma_{ij}^{k}\quad T^{\top}\quad A^{-1}\quad A^\ast\quad A^{*}\quad A^{\dagger}\quad A^{+}
\mathbf{x}^{\top}\mathbf{y}\qquad X^{\mathsf T}X\qquad X^\intercal
f_\theta^{(l)}(x)\qquad W^{[l]}\qquad\pi_{\theta_{\mathrm{old}}}
\sum\nolimits_i^n\int\nolimits_0^1
e^{i\pi}+1=0\qquad 10^{-3}\qquad O(n^2)\qquad\tilde O(\sqrt T)
f\circ g\qquad f^{-1}\qquad f|_{S}\qquad f\big|_{S}
x_1_2 # refused: two subscripts
x^1^2 # refused: two superscripts
x^2' # refused: two superscripts
= accents
\hat{y}\quad\hat{Y}\quad\hat\theta\quad\hat f\quad\hat{\mathbf w}\quad\hat{\mathbf{y}}_i\quad\widehat{y}
\tilde{x}\quad\bar{x}\quad\bar{X}_n\quad\vec{v}\quad\dot{x}\quad\ddot{x}\quad\dddot{x}\quad\check{c}\quad\breve{b}\quad\acute{a}\quad\grave{a}\quad\mathring{r}
\widehat{xyz}\quad\widehat{\mathrm{Var}}(X)\quad\widetilde{W}\quad\widetilde{abc}\quad\widehat{\operatorname{Cov}}(X,Y)
\overline{AB}\quad\overline{x+y}\quad\underline{x}\quad\overline{\overline{x}}\quad\bar{\bar{x}}
\overrightarrow{AB}\quad\overleftarrow{AB}\quad\overleftrightarrow{AB}\quad\underrightarrow{AB}
\hat{\imath}\quad\vec{\jmath}\quad\hat{i}\quad\hat{j}
\hat{x}_i^2\quad\bar{x}^2\quad\hat{\sigma}^2_{\mathrm{MLE}}
\overrightarrow{h}_t\qquad\overleftarrow{h}_t
= braces and stacks
\underbrace{\mathbb{E}[(\hat f-\mathbb{E}\hat f)^2]}_{\text{variance}}+\underbrace{(\mathbb{E}\hat f-f)^2}_{\text{bias}^2}+\underbrace{\sigma^2}_{\text{noise}}
\overbrace{x_1+\dots+x_k}^{k\text{ terms}}+\overbrace{y}^{1}
\underbrace{a+\overbrace{b+c}^{2}}_{3}
\underbracket{a+b}_{c}\quad\overbracket{a+b}^{c}\quad\overparen{AB}\quad\underparen{AB}
\overset{!}{=}\quad\overset{\text{def}}{=}\quad\underset{n\to\infty}{\longrightarrow}\quad\stackrel{d}{\to}\quad\overset{\text{iid}}{\sim}
X_i\stackrel{\text{i.i.d.}}{\sim}\mathcal{N}(0,1)
a\overset{(1)}{\le}b\underset{(2)}{\le}c
\overset{a}{\underset{b}{X}}\qquad\underset{b}{\overset{a}{=}}
\overunderset{a}{b}{=} # refused: overunderset
H_1\underset{H_0}{\overset{H_1}{\gtrless}}H_0
= arrows
X_n\xrightarrow{d}X\quad X_n\xrightarrow{p}X\quad X_n\xrightarrow{\text{a.s.}}X
A\xrightarrow[\text{below}]{\text{above the arrow}}B\xleftarrow{f}C
\xleftrightarrow{ab}\quad\xRightarrow{ab}\quad\xLeftarrow{ab}\quad\xLeftrightarrow{ab}\quad\xmapsto{f}\quad\xhookrightarrow{i}\quad\xlongequal{ab}
\to\ \gets\ \mapsto\ \longmapsto\ \Rightarrow\ \Leftarrow\ \Leftrightarrow\ \iff\ \implies\ \impliedby\ \leadsto
\uparrow\downarrow\updownarrow\Uparrow\Downarrow\nearrow\searrow\swarrow\nwarrow\hookrightarrow\hookleftarrow\rightleftharpoons\rightharpoonup\twoheadrightarrow
f\colon\mathcal{X}\to\mathcal{Y},\ x\mapsto f(x)
x\leftarrow x-\eta\nabla_x\mathcal L\qquad A\nrightarrow B
= matrices
\begin{matrix}a&b\\c&d\end{matrix}\quad\begin{pmatrix}a&b\\c&d\end{pmatrix}\quad\begin{bmatrix}a&b\\c&d\end{bmatrix}\quad\begin{Bmatrix}a&b\\c&d\end{Bmatrix}
\begin{vmatrix}a&b\\c&d\end{vmatrix}=ad-bc\qquad\begin{Vmatrix}a&b\\c&d\end{Vmatrix}
\begin{bmatrix}a_{11}&\cdots&a_{1n}\\\vdots&\ddots&\vdots\\a_{m1}&\cdots&a_{mn}\end{bmatrix}
\begin{bmatrix}x_1\\x_2\\\vdots\\x_d\end{bmatrix}\in\mathbb{R}^{d\times1}
\bigl(\begin{smallmatrix}a&b\\c&d\end{smallmatrix}\bigr)
$\bigl(\begin{smallmatrix}a&b\\c&d\end{smallmatrix}\bigr)$
\begin{pmatrix*}[r]-1&2\\3&-4\end{pmatrix*}
\begin{bmatrix}\frac{1}{2}&\sqrt{2}\\\sum_i x_i&\int f\end{bmatrix}^{-1}
\begin{array}{c|c}A&B\\\hline C&D\end{array}
\left[\begin{array}{cc|c}1&2&3\\4&5&6\end{array}\right]
\begin{array}{|l|c|r|}\hline\text{left}&\text{center}&\text{right}\\\hline a&b&c\\\hline\end{array}
\begin{array}{lr}\text{predicted }+&12\\\text{predicted }-&3\end{array}
\begin{array}{rcl}a&=&b\\c+d&\le&e\end{array}
\begin{array}{||c||}\hline\hline a\\\hline\end{array}
\begin{bmatrix}A&0\\[1ex]0&B\end{bmatrix}
\begin{pmatrix}1&0\\0&1\end{pmatrix}\begin{pmatrix}x\\y\end{pmatrix}=\begin{pmatrix}x\\y\end{pmatrix}
\operatorname{diag}(\sigma_1,\dots,\sigma_r)\qquad U\Sigma V^\top
\begin{array}{c@{\;}c}a&b\end{array}
\begin{array}{>{\bf}c}a\end{array} # refused: columns
\begin{array}{cc}a&b\\\cline{1-1}c&d\end{array} # refused: cline
\begin{array}{cc}\multicolumn{2}{c}{ab}\\c&d\end{array} # refused: multicolumn
\begin{bmatrix}1&2\\3&4\end{bmatrix}\odot\begin{bmatrix}a&b\\c&d\end{bmatrix}\quad A\otimes B\quad a\oplus b
= cases and lines
f(x)=\begin{cases}x&\text{if }x>0\\0&\text{otherwise}\end{cases}
f(x)=\begin{dcases}\frac{x}{2}&x\ge0\\\sum_{i}x_i&x<0\end{dcases}
\begin{cases}\frac12 r^2&|r|\le\delta\\[4pt]\delta\bigl(|r|-\tfrac12\delta\bigr)&\text{otherwise}\end{cases}
\begin{cases*}a&b\end{cases*} # refused: cases*
\begin{rcases}a\\b\end{rcases}\Rightarrow c
\begin{aligned}\nabla_\theta J&=\mathbb{E}[\nabla_\theta\log\pi_\theta(a\mid s)\,Q(s,a)]\\&\approx\frac1N\sum_{i=1}^N\nabla_\theta\log\pi_\theta(a_i\mid s_i)\,R_i\end{aligned}
\begin{align*}a&=b+c&d&=e\\f&=g&h+i&=j\end{align*}
\begin{align}x&=1\\y&=2\end{align}
\begin{split}L&=\sum_i\ell_i\\&\quad+\lambda\Omega(w)\end{split}
\begin{gathered}a+b+c=d\\e=f\end{gathered}
\begin{multline}a+b+c+d\\+e\\+f+g\end{multline}
\begin{gather*}a=b\\c=d+e\end{gather*}
\begin{alignedat}{2}x&=1,&\quad y&=2\\z+1&=3,&w&=4\end{alignedat}
\begin{multline*}a+b+c\\+d+e+f\end{multline*}
\begin{equation*}E=mc^2\end{equation*}
\begin{eqnarray*}a&=&b\\c&\ge&d\end{eqnarray*}
\begin{aligned}a&=b&&\text{by (1)}\\&=c&&\text{by independence}\end{aligned}
\text{minimize}\quad&f(x)\\\text{subject to}\quad&g(x)\le0 # refused: &
\begin{aligned}\min_{w,b,\xi}\quad&\tfrac12\|w\|^2+C\sum_i\xi_i\\\text{s.t.}\quad&y_i(w^\top x_i+b)\ge1-\xi_i,\\&\xi_i\ge0\end{aligned}
a=b\\c=d
\begin{aligned}[t]a&=1\\b&=2\end{aligned}\qquad\begin{aligned}[b]a&=1\\b&=2\end{aligned}
\begin{cases}\begin{aligned}x+y&=1\\x-y&=3\end{aligned}\end{cases}
E=mc^2\tag{1}
\begin{aligned}a&=b\\\intertext{and}c&=d\end{aligned} # refused: intertext
\left\{\begin{aligned}\dot x&=y\\\dot y&=-x\end{aligned}\right.
x=\begin{cases}1\\2\end{cases}+\begin{cases}a&b\end{cases}
= fonts
\mathbb{R}\mathbb{E}\mathbb{P}\mathbb{N}\mathbb{Z}\mathbb{Q}\mathbb{C}\mathbb{1}\mathbb{I}\mathbb{k}
\mathcal{L}\mathcal{D}\mathcal{N}\mathcal{O}\mathcal{H}\mathcal{X}\mathcal{Y}\mathcal{F}\mathcal{S}\mathcal{A}\mathcal{ABC}
\mathscr{L}\mathscr{F}\quad\mathfrak{g}\mathfrak{R}\mathfrak{A}
\mathbf{x}\mathbf{W}\mathbf{0}\mathbf{1}\quad\boldsymbol{\mu}\boldsymbol{\Sigma}\boldsymbol{\theta}\bm{x}\bm{\Lambda}\quad\pmb{\alpha}
\mathrm{d}x\quad\mathrm{KL}\quad\mathrm{const}\quad\mathit{diff}\quad\mathsf{T}\quad\mathtt{code}\quad\mathtt{x_1}
\boldsymbol{x}^\top\boldsymbol{W}+\boldsymbol{\nabla}f\qquad\boldsymbol{1}\qquad\boldsymbol{\hat\theta}\qquad\boldsymbol{x+y}
\mathbf{X}^{\mathrm T}\mathbf{X}\boldsymbol{\beta}=\mathbf{X}^{\mathrm T}\mathbf{y}
\mathbf{\Sigma}\quad\mathbf{\mu}\quad\mathbb{1}_{\{x>0\}}\quad\mathbbm{1}\quad\mathds{1}\quad\mathbf{1}\{y=k\}
{\bf x}+{\rm d}y+{\cal L}+{\it ab}+{\tt f}+{\sf g}
\Gamma\Delta\Theta\Lambda\Xi\Pi\Sigma\Upsilon\Phi\Psi\Omega
\alpha\beta\gamma\delta\epsilon\varepsilon\zeta\eta\theta\vartheta\iota\kappa\lambda\mu\nu\xi\pi\varpi\rho\varrho\sigma\varsigma\tau\upsilon\phi\varphi\chi\psi\omega
\ell\hbar\Re\Im\wp\aleph\partial\nabla\infty\emptyset\varnothing\forall\exists\nexists\neg\top\bot\angle\triangle\square
abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789
\mathcal{l}
\mathbb{\Gamma} # refused: Γ
= text
x=0\text{ if }y>0\text{ and }z<1
\text{for all $x\in S$ with $\|x\|_2\le1$}
\textbf{bold}\ \textit{italic}\ \texttt{mono}\ \textsf{sans}\ \textrm{roman}\ \mbox{box}
P(\text{spam}\mid\text{“free”})\approx0.9\qquad\text{5\% of \$10 \& more}\qquad\text{a\_b}
x_{\text{train}}\quad\mathcal{L}_{\text{CE}}\quad W_{\mathrm{out}}\quad x_\text{max}\quad n_{\textit{eff}}
\text{TP}+\text{FN}\quad\text{naïve Bayes}\quad\text{Müller}\quad\text{don't}\quad\text{a -- b}
\underbrace{x}_{\text{a long label}}\quad\xrightarrow{\text{in distribution}}
\text{precision}=\frac{\text{TP}}{\text{TP}+\text{FP}}
\text{\textbf{nested} font} # refused: nested
\text{two  spaces}\quad\text{ edge }|
\overset{\text{(a)}}{=}\quad{\text{if}}^{\text{then}}
= spacing
a\,b\:c\;d\ e\quad f\qquad g\!h
a{,}b\quad 1{,}000\quad1,000\quad f(x,y)\quad\{1,2,3\}
X\perp\!\!\!\perp Y\mid Z\qquad X\perp Y\qquad X\not\perp Y
X\perp\!\!\!\!\perp Y\qquad X\mathrel{\perp\mspace{-10mu}\perp}Y\qquad X\independent Y # refused: independent
-x\quad a-b\quad(-x)\quad a=-b\quad a\cdot-b\quad e^{-x}\quad+1\quad\pm1\quad\sum-x
p(x\mid y)\quad p(x|y)\quad P(A\vert B)\quad\{x\mid x>0\}\quad a\mathbin{|}b
a:b\quad a\colon b\quad f:X\to Y\quad x:=y\quad x\coloneqq y\quad x\mathrel{:=}y
\phantom{xyz}a\quad\hphantom{xyz}a\quad\vphantom{\frac12}a\quad\sqrt{\vphantom{b}a}\sqrt{b}
\smash{\frac{a}{b}}+\smash[b]{y}\quad\mathrlap{ab}c\quad x\mathllap{/}y\quad\sum_{\mathclap{1\le i\le n}}x_i
\hskip 0pt plus 1fil x # refused: stretch
\sqrt{a}+\sqrt{\mathstrut a}+\sqrt{b}
a\hspace{1em}b\kern5pt c\mkern9mu d\hskip1em e\enspace f\;g~h
O(n\log n)\quad\log(n)\quad\log\left(n\right)\quad\log|x|\quad2\sin x\cos y\quad\max\{a,b\}
n!\quad(2n)!\,/\,n!\quad x!\,y\quad f(x)!
a\bmod n\quad a\equiv b\pmod n\quad a\equiv b\mod n\quad a\equiv b\pod n
x\in[0,1]\quad x\in(0,1]\quad x\in\{0,1\}^d\quad[n]=\{1,\dots,n\}
= dots and signs
a_1,a_2,\dots,a_n\quad a_1+a_2+\dots+a_n\quad x_1\cdots x_n\quad1,\ldots,n
a_1\dotsc a_n\quad a\dotsb b\quad a\dotsm b\quad\int\dotsi\int\quad\vdots\ \ddots\ \iddots
\dots,x\quad x,\dots\quad(x_1,\dots,x_n)\quad x_1=\dots=x_n\quad x_1\le\cdots\le x_n\quad x_1\dots x_n
a=b\ne c\neq d\not=e\approx f\sim g\simeq h\cong i\equiv j\propto k
a\le b\leq c\ge d\geq e\ll f\gg g<h>i\leqslant j\geqslant k\lesssim l\gtrsim m
A\in B\notin C\subset D\subseteq E\supset F\supseteq G\subsetneq H\nsubseteq I\ni J\not\in K\not\subset L
A\cup B\cap C\setminus D\triangle E\uplus F\sqcup G\sqcap H\times I
a\pm b\mp c\times d\div e\cdot f\ast g*h\star i\circ j\bullet k\oplus l\otimes m\odot n\wedge o\vee p
A\succeq0\quad A\succ B\quad A\preceq B\quad a\prec b\quad a\vdash b\quad a\models b\quad a\mid b\quad a\nmid b\quad a\parallel b
\therefore\ \because\ \checkmark\ \bigstar\ \blacksquare\ \dagger\ \ddagger\ \S\ \P\ \copyright\ \pounds\ \degree
x\not\equiv y\quad x\not\sim y\quad x\not\le y\quad x\not>y\quad x\not\approx y\quad\not\exists
x\not\propto y\quad x\not\perp y\quad x\not\parallel y\quad x\not\succeq y\quad x\not\mid y
\not x # refused: \not
α+β≤γ × 2 ∈ ℝ → ∞ · √x
α+β≤γ×2∈ℝ→∞·∇f≠∂g−1…
P\to\infty\qquad90^\circ\qquad25\%\qquad\$5\qquad\#\{i\}\qquad a\_b\qquad\&
\hbox{x}\quad\@ # refused: \@
= frames and color
\boxed{\nabla\cdot\mathbf{E}=\frac{\rho}{\varepsilon_0}}\quad\boxed{x}
\cancel{x}+\bcancel{y}+\xcancel{z}+\frac{\cancel{a}b}{\cancel{a}c}+\cancel{a+b}
\textcolor{red}{a}+\textcolor{blue}{\frac{b}{c}}+\color{green}d+e
{\color{red}x}+y\qquad\textcolor{#1f5fd6}{z}\qquad\color{orange}{a+b}+c
\colorbox{yellow}{x} # refused: colorbox
\textcolor{nocolor}{x} # refused: nocolor
\sout{abc}\qquad\fbox{text}
\boxed{\begin{aligned}a&=b\\c&=d\end{aligned}}
= whole formulas
\mathcal{L}_{\mathrm{CE}}=-\sum_{i=1}^{N}\sum_{k=1}^{K}y_{ik}\log\hat y_{ik}
\operatorname{Attention}(Q,K,V)=\operatorname{softmax}\!\left(\frac{QK^\top}{\sqrt{d_k}}\right)V
\log p_\theta(x)\ge\mathbb{E}_{q_\phi(z\mid x)}\bigl[\log p_\theta(x\mid z)\bigr]-D_{\mathrm{KL}}\bigl(q_\phi(z\mid x)\,\|\,p(z)\bigr)
\theta_{t+1}=\theta_t-\frac{\eta}{\sqrt{\hat v_t}+\epsilon}\hat m_t
\mathcal{L}_{\mathrm{DPO}}=-\mathbb{E}_{(x,y_w,y_l)\sim\mathcal{D}}\left[\log\sigma\left(\beta\log\frac{\pi_\theta(y_w\mid x)}{\pi_{\mathrm{ref}}(y_w\mid x)}-\beta\log\frac{\pi_\theta(y_l\mid x)}{\pi_{\mathrm{ref}}(y_l\mid x)}\right)\right]
\hat\beta=(X^\top X+\lambda I)^{-1}X^\top y
p(\theta\mid\mathcal{D})=\frac{p(\mathcal{D}\mid\theta)\,p(\theta)}{\int p(\mathcal{D}\mid\theta')\,p(\theta')\,d\theta'}
\Pr\Bigl(\bigl|\tfrac1n\textstyle\sum_iX_i-\mu\bigr|\ge t\Bigr)\le2\exp\!\Bigl(-\frac{2nt^2}{(b-a)^2}\Bigr)
\mathrm{NDCG@}k=\frac{1}{\mathrm{IDCG}}\sum_{i=1}^{k}\frac{2^{\mathrm{rel}_i}-1}{\log_2(i+1)}
V^\pi(s)=\sum_{a}\pi(a\mid s)\sum_{s'}P(s'\mid s,a)\left[R(s,a,s')+\gamma V^\pi(s')\right]
F_1=2\cdot\frac{P\cdot R}{P+R}\qquad\mathrm{AUC}=P(s^+>s^-)
\mathcal N(x;\mu,\Sigma)=\frac{1}{(2\pi)^{d/2}|\Sigma|^{1/2}}\exp\Bigl(-\tfrac12(x-\mu)^\top\Sigma^{-1}(x-\mu)\Bigr)
= never silently
\newcommand{\R}{\mathbb{R}}\R # refused: newcommand
\foo{x} # refused: \foo
\begin{tikzpicture}\end{tikzpicture} # refused: tikzpicture
\frac{a}{b # refused: }
\left(x # refused: \right
x\right) # refused: \right
\href{http://x}{y} # refused: href
\includegraphics{x} # refused: includegraphics
\ce{H2O} # refused: ce
\SI{5}{\meter} # refused: SI
\rule{1em}{1pt} # refused: rule
"""


def _read() -> tuple[Construct, ...]:
    found, group = [], ""
    for line in filter(None, _SHEET.splitlines()):
        if line.startswith("= "):
            group = line[2:]
            continue
        tex, _mark, refused = line.partition(" # refused: ")
        inline = tex.startswith("$")
        found.append(Construct(group, tex.strip("$") if inline else tex, not inline, refused))
    return tuple(found)


CONSTRUCTS = _read()
