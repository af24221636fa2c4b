//! A plot as SVG: two panels, a line for each series, readable on light and on
//! dark ground. Depends on the results; measures nothing.

use std::fmt::Write as _;

use crate::Series;

const PANEL: (f64, f64) = (420.0, 260.0);
const MARGIN: f64 = 64.0;
const COLOURS: [&str; 4] = ["#8a8a8a", "#2f7ed8", "#d9480f", "#2b8a3e"];

/// One panel.
#[derive(Debug, Clone, Copy)]
pub struct Panel<'a> {
    /// What stands over it.
    pub title: &'a str,
    /// What the figures are.
    pub unit: &'a str,
    /// What the places are.
    pub axis: &'a str,
    /// Whether places on the axis grow by factors.
    pub logarithmic: bool,
    /// The lines.
    pub series: &'a [Series],
}

impl Panel<'_> {
    /// Where the line of the axis stands for this place, from 0 to 1.
    fn along(&self, at: usize) -> f64 {
        let places = || self.series.iter().flat_map(|series| &series.points).map(|(at, _)| *at);
        let scale = |at: usize| if self.logarithmic { (at as f64).ln() } else { at as f64 };
        let (first, last) = (places().min().unwrap_or(0), places().max().unwrap_or(1));
        let width = scale(last) - scale(first);
        if width > 0.0 { (scale(at) - scale(first)) / width } else { 0.5 }
    }

    /// The largest figure, rounded up to what can be divided by four.
    fn top(&self) -> f64 {
        let figures = self.series.iter().flat_map(Series::medians).map(|(_, figure)| figure);
        let most = figures.fold(0.0, f64::max);
        let step = 10_f64.powf(most.max(1.0).log10().floor()) / 2.5;
        (most / step / 4.0).ceil().max(1.0) * step * 4.0
    }

    fn point(&self, at: usize, figure: f64) -> (f64, f64) {
        (self.along(at) * PANEL.0, PANEL.1 - figure / self.top() * PANEL.1)
    }
}

/// The panels side by side. Writing into a string does not fail.
#[must_use]
pub fn plot(panels: &[Panel<'_>]) -> String {
    let count = panels.len() as f64;
    let width = count * (PANEL.0 + MARGIN) + MARGIN;
    let height = PANEL.1 + 2.5 * MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <style>text {{ fill: #333 }} .grid {{ stroke: #8884 }}\n\
         @media (prefers-color-scheme: dark) {{ text {{ fill: #ccc }} }}</style>\n"
    );
    for (index, panel) in panels.iter().enumerate() {
        let left = MARGIN + index as f64 * (PANEL.0 + MARGIN);
        let _ = writeln!(out, "<g transform=\"translate({left} {MARGIN})\">");
        axes(&mut out, panel);
        for (series, colour) in panel.series.iter().zip(COLOURS.iter().cycle()) {
            line(&mut out, panel, series, colour);
        }
        legend(&mut out, panel.series);
        out += "</g>\n";
    }
    out += "</svg>\n";
    out
}

fn axes(out: &mut String, panel: &Panel<'_>) {
    let (width, height) = PANEL;
    text(
        out,
        (0.0, -24.0),
        "start",
        &format!("<tspan font-weight=\"bold\">{}</tspan>", panel.title),
    );
    text(out, (0.0, -8.0), "start", panel.unit);
    for step in 0..=4 {
        let figure = panel.top() * f64::from(step) / 4.0;
        let y = height - height * f64::from(step) / 4.0;
        let _ = writeln!(
            out,
            "<line class=\"grid\" x1=\"0\" x2=\"{width}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>"
        );
        text(out, (-8.0, y + 4.0), "end", &format!("{figure:.0}"));
    }
    for (at, _) in panel.series.first().map_or(&[][..], |series| &series.points) {
        text(out, (panel.along(*at) * width, height + 18.0), "middle", &at.to_string());
    }
    text(out, (width / 2.0, height + 38.0), "middle", panel.axis);
}

fn text(out: &mut String, (x, y): (f64, f64), anchor: &str, content: &str) {
    let _ =
        writeln!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{content}</text>");
}

fn line(out: &mut String, panel: &Panel<'_>, series: &Series, colour: &str) {
    let points: Vec<_> = series.medians().map(|(at, figure)| panel.point(at, figure)).collect();
    let path: Vec<_> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let _ = writeln!(
        out,
        "<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{}\"/>",
        path.join(" ")
    );
    for (x, y) in points {
        let _ = writeln!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>");
    }
}

fn legend(out: &mut String, series: &[Series]) {
    let mut x = 0.0;
    for (series, colour) in series.iter().zip(COLOURS.iter().cycle()) {
        let y = PANEL.1 + 62.0;
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"{:.1}\" width=\"14\" height=\"3\" fill=\"{colour}\"/>",
            y - 5.0
        );
        text(out, (x + 20.0, y), "start", &series.name);
        x += 50.0 + 6.5 * series.name.len() as f64;
    }
}

#[cfg(test)]
mod tests {
    use super::{Panel, plot};
    use crate::Series;

    fn series(points: &[(usize, f64)]) -> Series {
        Series::new("ours", points.iter().map(|(at, figure)| (*at, vec![*figure])).collect())
    }

    fn panel(series: &[Series]) -> Panel<'_> {
        Panel { title: "by types", unit: "ns", axis: "types", logarithmic: true, series }
    }

    #[test]
    fn every_place_is_a_point() {
        let series = [series(&[(1, 10.0), (2000, 12.5)])];
        let drawn = plot(&[panel(&series)]);
        assert_eq!(drawn.matches("<circle").count(), 2);
        assert!(drawn.contains(">2000</text>"));
    }

    #[test]
    fn figures_stay_below_the_top() {
        for figure in [0.3, 9.0, 11.0, 99.0, 1000.0] {
            let series = [series(&[(1, figure)])];
            assert!(panel(&series).top() >= figure);
        }
    }
}
