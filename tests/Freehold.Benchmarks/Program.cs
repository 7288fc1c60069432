using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Freehold.Benchmarks;
using Freehold.Benchmarks.Clusters;
using Freehold.Benchmarks.ControlPlanes;
using Freehold.Benchmarks.Delivery;
using Freehold.Benchmarks.Detections;
using Freehold.Benchmarks.Figures;
using Freehold.Benchmarks.Profiles;
using Freehold.Benchmarks.Queues;
using Freehold.Benchmarks.Scale;
using Freehold.Benchmarks.Stores;
using Freehold.Benchmarks.Streams;
using Freehold.Benchmarks.Transforms;

if (args is [PlainCopy.Verb, var from, var to])
    return await PlainCopy.RunAsync(from, to, CancellationToken.None);
if (args is [EngineSummary.Verb, var summarized])
    return await EngineSummary.RunAsync(summarized, CancellationToken.None);
if (args is [TransferProgram.Verb, var way, var address, var folder, var bytes, var count])
    return await TransferProgram.RunAsync(way, address, folder, long.Parse(bytes, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture), CancellationToken.None);
if (args is [CrowdProgram.Verb, var crowded, var trusted])
    return await CrowdProgram.RunAsync(new(crowded), trusted);
if (args is [ClusterProgram.Verb, var server, var attempts, var queries])
    return await ClusterProgram.RunAsync(new(server), int.Parse(attempts, CultureInfo.InvariantCulture), int.Parse(queries, CultureInfo.InvariantCulture));
if (args is [BareGateway.Verb, var listen, var certificate, var key])
    return await BareGateway.RunAsync(new(listen), certificate, key);

// freehold-benchmarks OUTPUT-FOLDER [--quick] [NAME...]: the named benchmarks, or all, next to what each is compared with.
IReadOnlyList<IBenchmark> benchmarks =
[
    new StreamRoundTrips(), new SubmitLatency(), new JobThroughput(), new ClaimDepth(), new HeldSnapshot(), new DispatchSignals(),
    new EventIntakeRate(), new TransformRows(), new RowByRow(), new LongTables(), new Detection(), new ProfileRows(), new SmallFiles(), new ObjectStores(),
    new IdleStreams(), new ReturnAfterRestart(), new IdleAgent(), new ClusterScale(),
];
var names = args.Skip(1).Where(argument => argument != "--quick").ToList();
if (args.Length == 0 || args[0].StartsWith('-') || names.Except(benchmarks.Select(benchmark => benchmark.Name)).Any())
{
    Console.Error.WriteLine($"freehold-benchmarks OUTPUT-FOLDER [--quick] [{string.Join('|', benchmarks.Select(benchmark => benchmark.Name))} ...]");
    return 2;
}

// Whoever stops us gets rid of our databases and processes too.
using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var output = args[0];
var size = args.Contains("--quick") ? BenchmarkSize.Quick : BenchmarkSize.Full;
Directory.CreateDirectory(output);
var table = new FigureTable();
foreach (var benchmark in benchmarks.Where(benchmark => names.Count == 0 || names.Contains(benchmark.Name)))
{
    var started = Stopwatch.GetTimestamp();
    var figures = await benchmark.RunAsync(size, stopping.Token);
    Console.Error.WriteLine($"{benchmark.Name}: {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
    FigureFile.Write(output, benchmark.Name, size, figures);
    table.Add(benchmark.Name, figures);
}

table.WriteTo(Console.Out);
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}
