using Freehold.Benchmarks;
using Freehold.Benchmarks.Delivery;
using Freehold.Benchmarks.Figures;
using Freehold.Benchmarks.Streams;
using Freehold.Benchmarks.Transforms;

if (args is [PlainCopy.Verb, var from, var to])
    return await PlainCopy.RunAsync(from, to, CancellationToken.None);

// freehold-benchmarks OUTPUT-FOLDER [--quick]: every benchmark, next to what it is compared with.
if (args is not [var output, .. var options] || options.Except(["--quick"]).Any())
{
    Console.Error.WriteLine("freehold-benchmarks OUTPUT-FOLDER [--quick]");
    return 2;
}

IReadOnlyList<IBenchmark> benchmarks = [new StreamRoundTrips(), new SubmitToAssign(), new EventIntakeRate(), new TransformRows()];
var size = options.Contains("--quick") ? BenchmarkSize.Quick : BenchmarkSize.Full;

Directory.CreateDirectory(output);
var table = new FigureTable();
foreach (var benchmark in benchmarks)
{
    Console.Error.WriteLine($"{benchmark.Name} …");
    var figures = await benchmark.RunAsync(size, CancellationToken.None);
    FigureFile.Write(output, benchmark.Name, size, figures);
    table.Add(benchmark.Name, figures);
}

table.WriteTo(Console.Out);
return 0;
