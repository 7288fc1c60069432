using System.IO.Compression;
using System.Text;

namespace Freehold.Worker.Tests.Plain;

public sealed class PlainInputTests
{
    private const string Keep = "[{columns: '*', action: keep}]";

    [TestCase("a.csv.gz", "", "a.csv.gz", true)]
    [TestCase("a.csv.gz", "compression: none", "a.csv", false)]
    [TestCase("a.csv", "compression: gzip", "a.csv.gz", true)]
    [TestCase("a.csv", "compression: zstd", "a.csv", false)]
    public async Task Outputs_are_compressed_as_inputs_were_or_as_the_spec_says(string input, string spec, string output, bool compressed)
    {
        using var bench = new WorkBench();
        const string Text = "a,b\n1,ü\n";
        bench.Put("in/" + input, input.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(Encoding.UTF8.GetBytes(Text)) : Encoding.UTF8.GetBytes(Text));

        (await bench.RunAsync(Keep, spec: spec)).AssertCommitted();

        var written = await File.ReadAllBytesAsync(bench.OutputPath(output));
        Assert.That(Encoding.UTF8.GetString(compressed ? Gunzip(written) : written), Is.EqualTo(Text));
    }

    [TestCase("a.csv", "a,b\n", "a,b\n")]
    [TestCase("a.jsonl", "{\"a\":1}\n", "{\"a\":1}\n")]
    [TestCase("a.tsv", "a\tb\n1\t2,3\n", "a\tb\n1\t2,3\n")]
    public async Task A_table_without_rows_lines_and_tabs_are_compressed_too(string name, string text, string expected)
    {
        using var bench = new WorkBench();
        bench.Put($"in/{name}.gz", Gzip(Encoding.UTF8.GetBytes(text)));

        (await bench.RunAsync("[{columns: 'x*', action: keep}]")).AssertCommitted();

        Assert.That(Encoding.UTF8.GetString(Gunzip(await File.ReadAllBytesAsync(bench.OutputPath($"{name}.gz")))), Is.EqualTo(expected));
    }

    [Test]
    public async Task Members_one_after_the_other_are_one_file()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv.gz", [.. Gzip("a\n1\n2\n3\n"u8.ToArray()), .. Gzip("4\n"u8.ToArray())]);

        (await bench.RunAsync(Keep, spec: "compression: none")).AssertCommitted();

        Assert.That(bench.Output("a.csv"), Is.EqualTo("a\n1\n2\n3\n4\n"));
    }

    [Test]
    public async Task A_gzip_bomb_ends_in_a_code()
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv.gz", Gzip([.. "a\n"u8, .. new byte[64 * 1024 * 1024]]));

        var run = await bench.RunAsync(Keep, more: "resources: {disk: 32Mi}");

        Assert.That((run.Failed.Code, run.Failed.Detail, run.Failed.ObjectName), Is.EqualTo(("bad_input", "expands_too_far", "a.csv.gz")));
        Assert.That(bench.OutputFiles, Is.Empty);
    }

    [Test]
    public async Task A_damaged_or_incomplete_file_is_refused([Values("cut", "flipped", "none", "empty")] string how)
    {
        using var bench = new WorkBench();
        var bytes = Gzip(Encoding.UTF8.GetBytes("a\n" + string.Concat(Enumerable.Range(0, 10_000).Select(row => $"{row * 7919 % 10007}\n"))));
        bench.Put("in/a.csv.gz", how switch
        {
            "cut" => bytes[..^100],
            "flipped" => [.. bytes[..1000], (byte)(bytes[1000] ^ 0xFF), .. bytes[1001..]],
            "none" => "a\n1\n"u8.ToArray(),
            _ => [],
        });

        var run = await bench.RunAsync(Keep);

        Assert.That((run.Failed.Code, run.Failed.Detail), Is.EqualTo(("bad_input", "not_gzip")));
    }

    [TestCase("a.csv.zst", "unsupported_compression")]
    [TestCase("a.jsonl.bz2", "unsupported_compression")]
    [TestCase("a.parquet.gz", "unknown_format")]
    public async Task Another_compression_is_said_to_be_none_of_ours(string name, string detail)
    {
        using var bench = new WorkBench();
        bench.Put("in/" + name, "x");
        Assert.That((await bench.RunAsync(Keep)).Failed.Detail, Is.EqualTo(detail));
    }

    [TestCase("utf-16", "fffe")]
    [TestCase("utf-16", "feff")]
    [TestCase("latin-1", "")]
    [TestCase("windows-1252", "")]
    public async Task Other_encodings_become_UTF_8(string encoding, string mark)
    {
        using var bench = new WorkBench();
        var text = encoding is "windows-1252" ? "näme\n\"€ 5 – „x“\"\n" : encoding is "utf-16" ? "näme\n日本 😀\n" : "näme\nMüller\n";
        Encoding written = encoding switch
        {
            "utf-16" => new UnicodeEncoding(mark is "feff", byteOrderMark: false),
            "latin-1" => Encoding.Latin1,
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
        };
        bench.Put("in/a.csv", [.. Convert.FromHexString(mark), .. written.GetBytes(text)]);

        (await bench.RunAsync(Keep, spec: $"csv: {{encoding: {encoding}}}")).AssertCommitted();

        Assert.That(bench.Output("a.csv"), Is.EqualTo(text.Replace("\"", "", StringComparison.Ordinal)));
    }

    [TestCase(new byte[] { 0xFF, 0xFE, (byte)'a', 0, (byte)'\n', 0, 0x00, 0xD8, (byte)'\n', 0 })]
    [TestCase(new byte[] { 0xFF, 0xFE, (byte)'a', 0, (byte)'\n', 0, (byte)'b' })]
    public async Task What_an_encoding_does_not_have_is_refused_with_its_line(byte[] bytes)
    {
        using var bench = new WorkBench();
        bench.Put("in/a.csv", bytes);

        var run = await bench.RunAsync(Keep, spec: "csv: {encoding: utf-16}");

        Assert.That((run.Failed.Code, run.Failed.Detail, run.Failed.Line), Is.EqualTo(("bad_input", "wrong_encoding", 2UL)));
    }

    [TestCase("[{\"a\": 1,\n \"b\": [1, \"x,]\\\"\"]},\r\n{\"a\":2}]", "{\"a\":1,\"b\":[1, \"x,]\\\"\"]}\n{\"a\":2}\n")]
    [TestCase("\uFEFF [ {\"a\":null} ] \n", "{\"a\":null}\n")]
    [TestCase("{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}\n{\"a\":2}\n")]
    public async Task A_JSON_array_is_read_as_lines(string text, string lines)
    {
        using var bench = new WorkBench();
        bench.Put("in/a.json", text);

        (await bench.RunAsync("[{columns: 'x*', action: keep}]")).AssertCommitted();

        Assert.That(bench.Output("a.jsonl"), Is.EqualTo(lines));
    }

    [TestCase("[{\"a\":1},]", 2UL)]
    [TestCase("[{\"a\":1} {\"a\":2}]", 1UL)]
    [TestCase("[{\"a\":1},{\"a\":2}", 2UL)]
    [TestCase("[{\"a\":1}] x", 2UL)]
    [TestCase("[{\"a\":1},[2]]", 2UL)]
    [TestCase("[{\"a\":\"x\ny\"}]", 1UL)]
    [TestCase("[1,{\"a\":1}]", 1UL)]
    public async Task What_is_no_array_of_objects_is_refused_with_the_element(string text, ulong element)
    {
        using var bench = new WorkBench();
        bench.Put("in/a.json", text);

        var run = await bench.RunAsync("[{columns: 'x*', action: keep}]");

        Assert.That((run.Failed.Code, run.Failed.Detail, run.Failed.Line), Is.EqualTo(("bad_input", "not_json", element)));
    }

    [TestCase(10_000, "a.jsonl")]
    [TestCase(10_000, "a.json")]
    public async Task Deep_nesting_ends_in_a_code(int levels, string name)
    {
        using var bench = new WorkBench();
        var deep = $"{{\"a\":{new string('[', levels)}{new string(']', levels)}}}";
        bench.Put("in/" + name, name.EndsWith(".json", StringComparison.Ordinal) ? $"[{deep}]" : deep + "\n");

        var run = await bench.RunAsync(Keep);

        Assert.That((run.Failed.Code, run.Failed.Detail, run.Failed.Line), Is.EqualTo(("bad_input", "not_json", 1UL)));
    }

    [Test]
    public async Task A_single_line_without_end_ends_in_a_code([Values("a.jsonl.gz", "a.csv.gz", "a.json.gz")] string name)
    {
        using var bench = new WorkBench();
        var start = name switch { "a.csv.gz" => "a\n\"", "a.json.gz" => "[{\"a\":\"", _ => "{\"a\":\"" };
        bench.Put("in/" + name, Gzip([.. Encoding.UTF8.GetBytes(start), .. Enumerable.Repeat((byte)'x', 40 * 1024 * 1024), .. (name is "a.json.gz" ? "\"}]"u8 : "\"}\n"u8)]));

        var run = await bench.RunAsync(Keep);

        Assert.That((run.Failed.Code, run.Failed.Detail), Is.EqualTo(("bad_input", "row_too_long")));
    }

    private static byte[] Gzip(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(content);
        return target.ToArray();
    }

    private static byte[] Gunzip(byte[] content)
    {
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var target = new MemoryStream();
        gzip.CopyTo(target);
        return target.ToArray();
    }
}
