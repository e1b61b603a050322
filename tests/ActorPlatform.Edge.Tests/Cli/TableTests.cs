using ActorPlatform.Host.Cli;

namespace ActorPlatform.Edge.Tests.Cli;

public sealed class TableTests
{
    [Fact]
    public void Table_WithoutAWidth_IsWhole() =>
        new Table(null, "A", "~B").Row("x", new string('y', 300)).ToString().ShouldContain(new string('y', 300));

    [Fact]
    public void Table_TooWide_CutsWhatMayBeCutFirst()
    {
        var text = new Table(40, "ID", "~TEXT").Row("job-0123456789-0123456789", new string('y', 30)).ToString();

        text.ShouldContain("job-0123456789-0123456789");
        text.ShouldContain("yy…");
        text.Split('\n').ShouldAllBe(line => line.Length <= 40);
    }

    [Fact]
    public void Table_WhereThatIsNotEnough_CutsTheLongestColumn()
    {
        var lines = new Table(20, "ID", "~TEXT").Row("job-0123456789-0123456789", new string('y', 30)).ToString().Split('\n');

        lines.ShouldAllBe(line => line.Length <= 20);
        lines[1].ShouldContain("job-");
    }

    [Fact]
    public void Table_WhereThatIsNotEnough_LeavesAShortNameWhole() =>
        new Table(30, "ID", "~NAME", "STATUS").Row("job-0123456789-0123456789", "orders", "RUNNING (UNREACHABLE)").ToString().ShouldContain("  orders  ");

    [Fact]
    public void Table_WhereThatIsNotEnough_LeavesOutWhatMayBeLeftOutBeforeItCutsAnId()
    {
        Table Wide(int? width) => new Table(width, "RUN", "?CLUSTER", "ID", "?LASTED", "?~WHY").Row("1", "a", new string('i', 20), "15s", new string('y', 30));

        Wide(52).ToString().Split('\n')[0].TrimEnd().ShouldEndWith("WHY");
        Wide(51).ToString().Split('\n')[0].TrimEnd().ShouldEndWith("LASTED");
        Wide(41).ToString().Split('\n')[0].TrimEnd().ShouldEndWith("ID");
        Wide(33).ToString().Split('\n')[0].ShouldNotContain("CLUSTER");
        foreach (var width in new[] { 52, 51, 41, 33, 25 })
        {
            Wide(width).ToString().ShouldContain(new string('i', 20));
            Wide(width).ToString().Split('\n').ShouldAllBe(line => line.TrimEnd().Length <= width);
        }

        Wide(20).ToString().ShouldContain("iii…");
    }

    [Fact]
    public void Table_CellOfSeveralLines_IsOneLine() => new Table(null, "A").Row("x\n  y\tz").ToString().Split('\n')[1].TrimEnd('\r').ShouldBe("x y z");

    [Fact]
    public void Details_TooWide_GoOnBelow()
    {
        var lines = new Details(30).With("Name", "one two three four five six seven").With("Empty", " ").ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd('\r')).ToArray();

        lines.ShouldBe(["Name  one two three four five", "      six seven"]);
    }

    [Fact]
    public void Wrap_WithAnIndent_LeavesItFreeAndKeepsALongWordWhole() =>
        Cells.Wrap($"one two three four five six {new string('p', 30)} seven", 15, 4).ShouldBe(["one two three", "four five", "six", new string('p', 30), "seven"]);

    [Fact]
    public void Details_OfAPath_StaysWhole() => new Details(30).With("Path", new string('p', 60)).ToString().ShouldContain(new string('p', 60));
}
